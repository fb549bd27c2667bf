#include "base/config.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/nearest.hpp"

namespace aproape {
namespace {

const ConfigKey* find_key(std::string_view name) {
  const auto& all = Config::keys();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const ConfigKey& key) { return key.name == name; });
  return found == all.end() ? nullptr : &*found;
}

[[noreturn]] void unknown(std::string_view name, std::string_view where) {
  std::vector<std::string> names;
  for (const ConfigKey& key : Config::keys()) names.push_back(key.name);
  const std::string near = nearest(name, names);
  std::string detail = std::string(where) + ": unknown key \"" + std::string(name) + "\"";
  if (!near.empty()) detail += "; did you mean \"" + near + "\"?";
  throw Error(ErrorKind::invalid, "config.unknown_key", detail);
}

bool is_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc{} && end == text.data() + text.size() && !text.empty();
}

bool is_address(std::string_view text) {
  if (text.empty()) return true;  // off
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view port = text.substr(colon + 1);
  int value = 0;
  const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(), value);
  return failure == std::errc{} && end == port.data() + port.size() && value >= 0 && value <= 65535;
}

bool fits(const ConfigKey& key, std::string_view value) {
  switch (key.type) {
    case ConfigKey::Type::number:
      return is_number(value);
    case ConfigKey::Type::flag:
      return value == "true" || value == "false";
    case ConfigKey::Type::address:
      return is_address(value);
    case ConfigKey::Type::text:
    case ConfigKey::Type::list:
      return true;
  }
  return false;
}

std::string to_text(const toml::node& node) {
  if (const auto* v = node.as_string()) return v->get();
  if (const auto* v = node.as_integer()) return std::to_string(v->get());
  if (const auto* v = node.as_boolean()) return v->get() ? "true" : "false";
  if (const auto* array = node.as_array()) {
    std::string joined;
    for (const auto& item : *array) {
      if (!joined.empty()) joined += ",";
      joined += to_text(item);
    }
    return joined;
  }
  throw Error(ErrorKind::invalid, "config.bad_value", "a table or a date where a value is wanted");
}

std::string environment_name(std::string_view key) {
  std::string name = "APROAPE_";
  for (const char c : key)
    name.push_back(c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  return name;
}

}  // namespace

Config::Config() {
  for (const ConfigKey& key : keys()) values_.emplace(key.name, key.standard);
}

void Config::assign(std::string_view name, std::string value, std::string_view where) {
  const ConfigKey* key = find_key(name);
  if (key == nullptr) unknown(name, where);
  if (!fits(*key, value)) {
    throw Error(ErrorKind::invalid, "config.bad_value",
                std::string(where) + ": \"" + std::string(name) + "\" does not take this value");
  }
  values_[key->name] = std::move(value);
}

void Config::load_file(const std::string& path) {
  toml::table root;
  try {
    root = toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    throw Error(
        ErrorKind::invalid, "config.syntax",
        path + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
  }
  const auto walk = [&](const auto& self, const toml::table& table, const std::string& prefix) -> void {
    for (const auto& [name, node] : table) {
      const std::string key = prefix + std::string(name.str());
      if (const auto* inner = node.as_table()) {
        self(self, *inner, key + ".");
      } else {
        assign(key, to_text(node), path + ":" + std::to_string(node.source().begin.line));
      }
    }
  };
  walk(walk, root, "");
}

void Config::load_environment(const char* const* entries) {
  for (; entries != nullptr && *entries != nullptr; ++entries) {
    const std::string_view entry = *entries;
    const auto equals = entry.find('=');
    const std::string_view name = entry.substr(0, equals);
    if (equals == std::string_view::npos || !name.starts_with("APROAPE_") ||
        name.starts_with("APROAPE_TEST_"))
      continue;
    const auto& all = keys();
    const auto key = std::find_if(all.begin(), all.end(),
                                  [&](const ConfigKey& k) { return environment_name(k.name) == name; });
    if (key == all.end()) unknown(name, "environment");
    assign(key->name, std::string(entry.substr(equals + 1)), "environment");
  }
}

void Config::set(std::string_view assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos) {
    throw Error(ErrorKind::invalid, "config.bad_value", "--set wants key=value");
  }
  assign(assignment.substr(0, equals), std::string(assignment.substr(equals + 1)), "--set");
}

const std::string& Config::text(std::string_view key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) throw Error(ErrorKind::internal, "config.unknown_key", std::string(key));
  return found->second;
}

std::int64_t Config::number(std::string_view key) const {
  const std::string& value = text(key);
  std::int64_t out = 0;
  std::from_chars(value.data(), value.data() + value.size(), out);
  return out;
}

bool Config::flag(std::string_view key) const {
  return text(key) == "true";
}

std::vector<std::string> Config::list(std::string_view key) const {
  std::vector<std::string> out;
  std::string_view rest = text(key);
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    std::string_view item = rest.substr(0, comma);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (!item.empty()) out.emplace_back(item);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return out;
}

std::string Config::sample() {
  std::string out =
      "# Aproape: all settings with their defaults. Remove the \"#\" before a line to change it.\n"
      "# The environment (APROAPE_SMTP_LISTEN=...) and --set smtp.listen=... win over this file.\n";
  std::string section;
  for (const ConfigKey& key : keys()) {
    const auto dot = key.name.find('.');
    const std::string table = key.name.substr(0, dot);
    if (table != section) {
      out += "\n[" + table + "]\n";
      section = table;
    }
    out += "# " + key.comment + "\n";
    const bool bare = key.type == ConfigKey::Type::number || key.type == ConfigKey::Type::flag;
    out +=
        "# " + key.name.substr(dot + 1) + " = " + (bare ? key.standard : "\"" + key.standard + "\"") + "\n";
  }
  return out;
}

}  // namespace aproape
