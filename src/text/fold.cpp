#include "text/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "base/error.hpp"

namespace aproape::text {
namespace {

// Letters that NFKD does not take apart.
const char* base_letter(UChar32 c) {
  switch (c) {
    case 0x00DF:
      return "ss";
    case 0x00E6:
      return "ae";
    case 0x0153:
      return "oe";
    case 0x00F8:
      return "o";
    case 0x0111:
      return "d";
    case 0x00F0:
      return "d";
    case 0x00FE:
      return "th";
    case 0x0127:
      return "h";
    case 0x0131:
      return "i";
    case 0x0142:
      return "l";
    case 0x0167:
      return "t";
    default:
      return nullptr;
  }
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

const icu::Normalizer2& decomposer() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status) || nfkd == nullptr) throw Error(ErrorKind::internal, "text.unicode_data");
  return *nfkd;
}

// A combining mark that is an accent of a Latin or Greek letter; the marks of other scripts are part of their
// words.
bool is_accent(UChar32 c) {
  return c >= 0x0300 && c <= 0x036F;
}

bool is_cyrillic(UChar32 c) {
  return c >= 0x0400 && c <= 0x052F;
}

void append(std::string& out, UChar32 c) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t length = 0;
  UBool failed = 0;
  U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes), length, U8_MAX_LENGTH, c, failed);
  if (!failed) out.append(bytes, static_cast<std::size_t>(length));
}

}  // namespace

std::string fold(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  if (is_ascii(utf8)) {
    for (const char c : utf8) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return out;
  }
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString taken_apart = decomposer().normalize(source, status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "text.unicode_data");
  taken_apart.foldCase();
  UChar32 last = 0;
  for (std::int32_t i = 0; i < taken_apart.length(); i = taken_apart.moveIndex32(i, 1)) {
    const UChar32 c = taken_apart.char32At(i);
    if (is_accent(c)) {
      // й and ї are letters of their own: put together again.
      if (c == 0x0306 && last == 0x0438) out.replace(out.size() - 2, 2, "\xD0\xB9");
      if (c == 0x0308 && last == 0x0456) out.replace(out.size() - 2, 2, "\xD1\x97");
      if (!is_cyrillic(last)) continue;
      last = 0;
      continue;
    }
    if (u_charType(c) == U_FORMAT_CHAR) continue;  // soft hyphen, joiners, direction marks
    if (const char* base = base_letter(c)) {
      out += base;
    } else {
      append(out, c);
    }
    last = c;
  }
  return out;
}

bool is_valid_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = bytes.size();
  std::size_t i = 0;
  while (i < size) {
    if (data[i] < 0x80) {
      ++i;
      continue;
    }
    // ICU counts with 32 bits: hand it only what one character can need.
    std::int32_t used = 0;
    const auto window = static_cast<std::int32_t>(std::min<std::size_t>(size - i, 4));
    UChar32 c = 0;
    U8_NEXT(data + i, used, window, c);
    if (c < 0) return false;
    i += static_cast<std::size_t>(used);
  }
  return true;
}

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t i = 0;
  while (i < bytes.size()) {
    std::int32_t used = 0;
    const auto window = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - i, 4));
    UChar32 c = 0;
    U8_NEXT(data + i, used, window, c);
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else {
      out += bytes.substr(i, static_cast<std::size_t>(used));
    }
    i += static_cast<std::size_t>(used);
  }
  return out;
}

std::string_view prefix(std::string_view utf8, std::size_t bytes) {
  if (utf8.size() <= bytes) return utf8;
  while (bytes > 0 && (static_cast<unsigned char>(utf8[bytes]) & 0xC0U) == 0x80) --bytes;
  return utf8.substr(0, bytes);
}

}  // namespace aproape::text
