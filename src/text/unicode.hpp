#pragma once

#include <cstdint>
#include <string_view>

namespace aproape::text {

// Takes one character from the front of `utf8`; U+FFFD for a byte that is none.
[[nodiscard]] char32_t take_character(std::string_view& utf8);

// Letters (of any script, with their marks) and decimal digits.
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);

}  // namespace aproape::text
