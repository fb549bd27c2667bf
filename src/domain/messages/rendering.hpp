#pragma once

#include <map>
#include <string>
#include <string_view>

namespace aproape::messages {

// What placeholders stand for: "case.number", "person.name", "mission.hours", …
using Fields = std::map<std::string, std::string, std::less<>>;

// Fills a mustache template. Values are data: a placeholder inside a value stays text (guides/security.md row
// 29). Unknown placeholders become empty. Throws Error{invalid, "template.syntax"}.
[[nodiscard]] std::string render_text(std::string_view text, const Fields& fields);

}  // namespace aproape::messages
