#pragma once

#include <string>
#include <string_view>

namespace aproape::mime {

// ASCII only, whatever the locale: header grammar never depends on the reader's language.
[[nodiscard]] constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);
// Whether `text` holds `needle` (given in lower case), whatever the case of `text`.
[[nodiscard]] bool contains_ignoring_case(std::string_view text, std::string_view needle);
[[nodiscard]] bool starts_ignoring_case(std::string_view text, std::string_view start);
// Cuts to at most `limit` bytes, never inside a UTF-8 character.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t limit);

}  // namespace aproape::mime
