#pragma once

#include <string>
#include <string_view>

namespace sim {

// In lines of `line` characters, or in one where it is 0.
[[nodiscard]] std::string base64(std::string_view bytes, std::size_t line);
[[nodiscard]] std::string quoted_printable(std::string_view text);  // of CRLF text
[[nodiscard]] std::string encoded_word(std::string_view text);      // RFC 2047, folded
[[nodiscard]] std::string crlf(std::string_view text);
// As old Romanian mail programs still write it: the cedilla letters. What it lacks becomes "?".
[[nodiscard]] std::string windows_1250(std::string_view utf8);
[[nodiscard]] std::string escaped_html(std::string_view text);  // as one paragraph
[[nodiscard]] std::string date_now();                           // for a Date field

}  // namespace sim
