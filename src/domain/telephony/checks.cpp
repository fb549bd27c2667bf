#include "domain/telephony/checks.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "domain/telephony/repository.hpp"
#include "text/fold.hpp"
#include "text/phone.hpp"

namespace aproape::telephony {
namespace {

constexpr std::array<std::string_view, 6> kKinds{"menu", "emergency", "queue", "voicemail", "say", "hangup"};
constexpr std::string_view kKeys = "1234567890*#";
constexpr std::string_view kWord = "abcdefghijklmnopqrstuvwxyz0123456789._-";
constexpr std::size_t kMostOptions = 3;
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kMostLanguages = 10;
constexpr std::size_t kMostNumbers = 50;

[[noreturn]] void refuse(std::string_view field, std::string_view key) {
  throw Error("telephony.invalid", {{std::string(field), std::string(key)}});
}

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text.find_first_not_of(kWord) == std::string_view::npos;
}

bool is_language(std::string_view code) {
  return code.size() == 2 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void check_name(std::string_view name) {
  if (name.empty()) refuse("name", "field.required");
  if (name.size() > kLongestName || !text::is_valid_utf8(name)) refuse("name", "field.too_long");
}

void check_texts(const Spoken& texts, std::string_view field) {
  if (texts.empty()) refuse(field, "field.required");
  if (texts.size() > kMostLanguages) refuse(field, "field.too_many");
  for (const auto& [language, words] : texts) {
    if (!is_language(language) || !text::is_valid_utf8(words)) refuse(field, "field.invalid");
    if (words.size() > kLongestText) refuse(field, "field.too_long");
  }
}

void check_action(db::Tx& tx, const network::Service& network, const Action& action, std::string_view field) {
  if (std::find(kKinds.begin(), kKinds.end(), action.kind) == kKinds.end()) refuse(field, "field.choice");
  if (action.kind == "menu" && !repository::menu(tx, action.target)) refuse(field, "field.choice");
  if (action.kind == "queue" && !action.target.empty() && !network.find_unit(tx, action.target))
    refuse(field, "unit.unknown");
  if (action.kind == "say") check_texts(action.text, field);
  if (!action.language.empty() && !is_language(action.language)) refuse(field, "field.invalid");
}

}  // namespace

std::string number_of(const std::string& written) {
  if (written.empty()) refuse("number", "field.required");
  if (written.find_first_not_of("+0123456789 ()/.-") == std::string::npos) {
    const auto phone = text::parse_phone(written);
    if (!phone) refuse("number", "field.invalid");
    return phone->e164;
  }
  if (!is_word(written)) refuse("number", "field.invalid");
  return written;
}

void check(db::Tx& tx, const network::Service& network, const Line& line) {
  if (line.name.size() > kLongestName || !text::is_valid_utf8(line.name)) refuse("name", "field.too_long");
  if (!network.find_unit(tx, line.unit)) refuse("unit", "unit.unknown");
  if (!is_language(line.language)) refuse("language", "field.invalid");
  check_action(tx, network, line.day, "day");
  check_action(tx, network, line.night, "night");
  if (line.until && *line.until <= line.from) refuse("until", "field.invalid");
}

void check(db::Tx& tx, const network::Service& network, const Menu& menu) {
  if (!is_word(menu.code)) refuse("code", menu.code.empty() ? "field.required" : "field.invalid");
  check_name(menu.name);
  check_texts(menu.prompt, "prompt");
  if (menu.options.size() > kMostOptions) refuse("options", "field.too_many");
  std::set<char> keys;
  for (const Menu::Option& option : menu.options) {
    if (kKeys.find(option.key) == std::string_view::npos || !keys.insert(option.key).second)
      refuse("options", "field.invalid");
    if ((option.key == '1') != (option.action.kind == "emergency")) refuse("options", "menu.emergency_first");
    // A menu may lead back to itself, also before it is there.
    if (option.action.kind != "menu" || option.action.target != menu.code)
      check_action(tx, network, option.action, "options");
  }
  if (!keys.contains('1')) refuse("options", "menu.emergency_first");
  check_action(tx, network, menu.otherwise, "otherwise");
  if (menu.otherwise.kind == "menu") refuse("otherwise", "field.choice");
}

void check(const Trunk& trunk) {
  check_name(trunk.name);
  if (trunk.host.empty()) refuse("host", "field.required");
  if (trunk.host.size() > kLongestName || trunk.host.find_first_of(" \t\r\n/<>@\"") != std::string::npos)
    refuse("host", "field.invalid");
  if (trunk.login.size() > kLongestName) refuse("login", "field.too_long");
  if (trunk.prefixes.size() > kMostNumbers) refuse("prefixes", "field.too_many");
  for (const std::string& prefix : trunk.prefixes)
    if (prefix.empty() || prefix.find_first_not_of("+0123456789") != std::string::npos)
      refuse("prefixes", "field.invalid");
  if (trunk.allow.size() > kMostNumbers) refuse("allow", "field.too_many");
  for (const std::string& address : trunk.allow)
    if (address.empty() || address.find_first_not_of("0123456789abcdef.:/") != std::string::npos)
      refuse("allow", "field.invalid");
}

void check(db::Tx& tx, const network::Service& network, const Announcement& one) {
  check_texts(one.texts, "texts");
  for (const char* language : {"ro", "en"})
    if (!one.texts.contains(language)) refuse("texts", "field.required");
  const int places = (one.line.empty() ? 0 : 1) + (one.unit.empty() ? 0 : 1) + (one.country.empty() ? 0 : 1);
  if (places > 1) refuse("line", "field.invalid");
  if (!one.line.empty() && !repository::line(tx, one.line)) refuse("line", "field.choice");
  if (!one.unit.empty() && !network.find_unit(tx, one.unit)) refuse("unit", "unit.unknown");
  const bool country = one.country.size() == 2 && std::all_of(one.country.begin(), one.country.end(),
                                                              [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!one.country.empty() && !country) refuse("country", "field.invalid");
  if (one.until && *one.until <= one.from) refuse("until", "field.invalid");
}

}  // namespace aproape::telephony
