#include "domain/messages/placeholders.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace aproape::messages {
namespace {

struct Tag {
  enum class Kind { print, begin, begin_not, end, remark };
  Kind kind = Kind::print;
  std::string name;
};

[[noreturn]] void refuse_syntax() {
  throw Error("template.syntax", {{"text", "template.syntax"}});
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

Tag tag_of(std::string_view inside) {
  using Kind = Tag::Kind;
  inside = trim(inside);
  Tag tag;
  if (!inside.empty()) {
    const char mark = inside.front();
    tag.kind = mark == '#'   ? Kind::begin
               : mark == '^' ? Kind::begin_not
               : mark == '/' ? Kind::end
               : mark == '!' ? Kind::remark
                             : Kind::print;
    if (tag.kind != Kind::print || mark == '&') inside.remove_prefix(1);
  }
  tag.name = trim(inside);
  // Neither other delimiters nor parts of other files are ours to offer.
  if (tag.kind != Kind::remark && (tag.name.empty() || tag.name.find_first_of(" =>{}") != std::string::npos))
    refuse_syntax();
  return tag;
}

std::vector<Tag> tags_of(std::string_view text) {
  std::vector<Tag> tags;
  std::vector<std::string> open;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const bool three = text.substr(at, 3) == "{{{";
    const std::string_view close = three ? "}}}" : "}}";
    const std::size_t begin = at + close.size();
    const std::size_t end = text.find(close, begin);
    if (end == std::string_view::npos) refuse_syntax();
    Tag tag = tag_of(text.substr(begin, end - begin));
    at = end + close.size();
    if (tag.kind == Tag::Kind::remark) continue;
    if (tag.kind == Tag::Kind::begin || tag.kind == Tag::Kind::begin_not) open.push_back(tag.name);
    if (tag.kind == Tag::Kind::end) {
      if (open.empty() || open.back() != tag.name) refuse_syntax();
      open.pop_back();
    }
    tags.push_back(std::move(tag));
  }
  if (!open.empty()) refuse_syntax();
  return tags;
}

bool filled(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found != fields.end() && !found->second.empty();
}

template <class Thing>
void add_once(std::vector<Thing>& list, Thing thing) {
  if (std::find(list.begin(), list.end(), thing) == list.end()) list.push_back(std::move(thing));
}

}  // namespace

std::vector<TemplateName> names_of(std::string_view text) {
  std::vector<TemplateName> names;
  for (Tag& tag : tags_of(text))
    if (tag.kind != Tag::Kind::end)
      add_once(names, TemplateName{std::move(tag.name), tag.kind != Tag::Kind::print});
  return names;
}

std::vector<std::string> missing_in(std::string_view text, const Fields& fields) {
  std::vector<std::string> missing;
  std::vector<bool> shown = {true};
  for (Tag& tag : tags_of(text)) {
    switch (tag.kind) {
      case Tag::Kind::begin:
        shown.push_back(shown.back() && filled(fields, tag.name));
        break;
      case Tag::Kind::begin_not:
        shown.push_back(shown.back() && !filled(fields, tag.name));
        break;
      case Tag::Kind::end:
        shown.pop_back();
        break;
      default:
        if (shown.back() && !filled(fields, tag.name)) add_once(missing, std::move(tag.name));
    }
  }
  return missing;
}

const std::vector<std::string_view>& known_placeholders() {
  static const std::vector<std::string_view> names = {
      "case.number",   "case.subject",  "case.opened",       "case.due",      "person.name",
      "mission.name",  "mission.phone", "mission.emergency", "mission.email", "mission.address",
      "mission.hours", "operator.name", "today.date"};
  return names;
}

const std::vector<std::string_view>& known_conditions() {
  static const std::vector<std::string_view> prefixes = {"urgency.", "category.", "channel.", "language."};
  return prefixes;
}

std::vector<std::string> unknown_in(std::string_view text) {
  std::vector<std::string> unknown;
  for (TemplateName& used : names_of(text)) {
    const auto& names = known_placeholders();
    const auto& prefixes = known_conditions();
    const bool known =
        std::find(names.begin(), names.end(), used.name) != names.end() ||
        (used.condition && std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
           return used.name.starts_with(prefix) && used.name.size() > prefix.size();
         }));
    if (!known) add_once(unknown, std::move(used.name));
  }
  return unknown;
}

}  // namespace aproape::messages
