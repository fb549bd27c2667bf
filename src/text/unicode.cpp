#include "text/unicode.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace aproape::text {

char32_t take_character(std::string_view& utf8) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto window = static_cast<std::int32_t>(std::min<std::size_t>(utf8.size(), 4));
  std::int32_t used = 0;
  UChar32 c = 0;
  U8_NEXT(data, used, window, c);
  utf8.remove_prefix(static_cast<std::size_t>(used));
  return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool is_digit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
}

}  // namespace aproape::text
