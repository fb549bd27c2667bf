#include "formats/imap/command.hpp"

#include <algorithm>
#include <cstdint>

#include "base/error.hpp"
#include "text/fold.hpp"
#include "text/unicode.hpp"

namespace aproape::imap {
namespace {

// base64 with "," in place of "/" and without padding (RFC 3501 5.1.3).
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

std::string encode_shift(const std::u16string& units) {
  std::string out = "&";
  std::uint32_t bits = 0;
  int count = 0;
  for (const char16_t unit : units) {
    bits = (bits << 16U) | unit;
    count += 16;
    while (count >= 6) {
      count -= 6;
      out.push_back(kAlphabet[(bits >> static_cast<unsigned>(count)) & 63U]);
    }
    bits &= (1U << static_cast<unsigned>(count)) - 1U;
  }
  if (count > 0) out.push_back(kAlphabet[(bits << static_cast<unsigned>(6 - count)) & 63U]);
  return out + "-";
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6U));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12U));
    put(0x80 | ((c >> 6U) & 63U));
  } else {
    put(0xF0 | (c >> 18U));
    put(0x80 | ((c >> 12U) & 63U));
    put(0x80 | ((c >> 6U) & 63U));
  }
  put(0x80 | (c & 63U));
}

// The text of "&…-" without its marks; false where it is malformed.
bool decode_shift(std::string_view coded, std::string& out) {
  std::uint32_t bits = 0;
  int count = 0;
  char32_t high = 0;
  for (const char c : coded) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return false;
    bits = ((bits << 6U) | static_cast<std::uint32_t>(value)) & 0x3FFFFFU;
    count += 6;
    if (count < 16) continue;
    count -= 16;
    const char32_t unit = (bits >> static_cast<unsigned>(count)) & 0xFFFFU;
    if (unit >= 0xD800 && unit < 0xDC00 && high == 0) {
      high = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000 && high != 0) {
      append_utf8(out, 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00));
      high = 0;
    } else if ((unit >= 0xD800 && unit < 0xE000) || high != 0 || unit == 0) {
      return false;
    } else {
      append_utf8(out, unit);
    }
  }
  return high == 0;
}

}  // namespace

bool can_quote(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string quoted(std::string_view text) {
  if (!can_quote(text)) throw Error(ErrorKind::invalid, "imap.argument");
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

Literal literal(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) throw Error(ErrorKind::invalid, "imap.argument");
  return {"{" + std::to_string(bytes.size()) + "}\r\n", std::string(bytes)};
}

std::string encode_folder(std::string_view utf8) {
  std::string out;
  std::u16string shifted;
  const auto end_shift = [&] {
    if (!shifted.empty()) out += encode_shift(shifted);
    shifted.clear();
  };
  while (!utf8.empty()) {
    const char32_t c = text::take_character(utf8);
    if (c >= 0x20 && c < 0x7F) {
      end_shift();
      out.push_back(static_cast<char>(c));
      if (c == '&') out.push_back('-');
    } else if (c < 0x10000) {
      shifted.push_back(static_cast<char16_t>(c));
    } else {
      shifted.push_back(static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U)));
      shifted.push_back(static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU)));
    }
  }
  end_shift();
  return out;
}

std::string decode_folder(std::string_view name) {
  std::string out;
  for (std::string_view rest = name; !rest.empty();) {
    if (rest.front() != '&') {
      out.push_back(rest.front());
      rest.remove_prefix(1);
      continue;
    }
    const std::size_t end = rest.find('-');
    if (end == std::string_view::npos) return std::string(name);
    if (end == 1) {
      out.push_back('&');
    } else if (!decode_shift(rest.substr(1, end - 1), out)) {
      return std::string(name);
    }
    rest.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace aproape::imap
