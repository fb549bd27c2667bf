#include "formats/mime/transfer.hpp"

#include <array>
#include <cstdint>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

constexpr std::int8_t kNoise = -1;
constexpr std::int8_t kSkip = -2;
constexpr std::int8_t kPad = -3;

constexpr std::array<std::int8_t, 256> make_base64_table() {
  std::array<std::int8_t, 256> table{};
  table.fill(kNoise);
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < letters.size(); ++i)
    table[static_cast<unsigned char>(letters[i])] = static_cast<std::int8_t>(i);
  for (const char c : {' ', '\t', '\r', '\n'}) table[static_cast<unsigned char>(c)] = kSkip;
  table[static_cast<unsigned char>('=')] = kPad;
  return table;
}

int hex(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

}  // namespace

std::string decode_base64(std::string_view text, Flags& flags) {
  static constexpr auto table = make_base64_table();
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  unsigned bits = 0;
  unsigned count = 0;
  bool noise = false;
  const auto flush = [&] {
    if (count == 1) noise = true;
    if (count >= 2) out += static_cast<char>(bits >> (count * 6 - 8) & 0xFFU);
    if (count == 3) out += static_cast<char>(bits >> 2U & 0xFFU);
    bits = count = 0;
  };
  for (const char c : text) {
    const std::int8_t value = table[static_cast<unsigned char>(c)];
    if (value >= 0) {
      bits = bits << 6U | static_cast<unsigned>(value);
      if (++count == 4) {
        out += static_cast<char>(bits >> 16U & 0xFFU);
        out += static_cast<char>(bits >> 8U & 0xFFU);
        out += static_cast<char>(bits & 0xFFU);
        bits = count = 0;
      }
    } else if (value == kPad) {
      flush();
    } else if (value == kNoise) {
      noise = true;
    }
  }
  flush();
  if (noise) flags.add("base64_broken");
  return out;
}

std::string decode_quoted_printable(std::string_view text, bool underscore) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '_' && underscore) {
      out += ' ';
    } else if (c == '=') {
      std::size_t end = i + 1;  // a soft line break, perhaps with blanks that a relay added
      while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
      if (end < text.size() && text[end] == '\r') ++end;
      if (end == text.size() || text[end] == '\n') {
        i = end;
        continue;
      }
      if (i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
        out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
        i += 2;
      } else {
        out += c;
      }
    } else if (c == '\n' && !underscore) {
      const bool crlf = !out.empty() && out.back() == '\r' && i > 0 && text[i - 1] == '\r';
      if (crlf) out.pop_back();
      std::size_t keep = out.size();  // blanks at the end of an encoded line were added on the way
      std::size_t source = i - (crlf ? 1 : 0);
      while (source > 0 && keep > 0 && (text[source - 1] == ' ' || text[source - 1] == '\t') &&
             out[keep - 1] == text[source - 1]) {
        --source;
        --keep;
      }
      out.resize(keep);
      out += crlf ? "\r\n" : "\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string decode_uuencode(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.starts_with("begin ") || line == "end" || line.empty()) continue;
    const auto six = [&](std::size_t i) -> unsigned {
      return i < line.size() ? (static_cast<unsigned char>(line[i]) - 32U) & 63U : 0U;
    };
    std::size_t left = six(0);
    for (std::size_t i = 1; left > 0 && i < line.size() + 3; i += 4) {
      const unsigned bits = six(i) << 18U | six(i + 1) << 12U | six(i + 2) << 6U | six(i + 3);
      for (unsigned shift = 16; left > 0; shift -= 8) {
        out += static_cast<char>(bits >> shift & 0xFFU);
        --left;
        if (shift == 0) break;
      }
    }
  }
  return out;
}

std::string decode_transfer(std::string_view body, std::string_view encoding, Flags& flags) {
  std::string_view name = trim(encoding);
  while (name.starts_with('"') || name.starts_with('\'')) name.remove_prefix(1);
  name = name.substr(0, name.find_first_of("; \t(\"'"));
  if (equal_ignoring_case(name, "base64") || equal_ignoring_case(name, "base-64"))
    return decode_base64(body, flags);
  if (equal_ignoring_case(name, "quoted-printable")) return decode_quoted_printable(body);
  if (equal_ignoring_case(name, "x-uuencode") || equal_ignoring_case(name, "uuencode") ||
      equal_ignoring_case(name, "x-uue"))
    return decode_uuencode(body);
  if (!name.empty() && !equal_ignoring_case(name, "7bit") && !equal_ignoring_case(name, "8bit") &&
      !equal_ignoring_case(name, "binary"))
    flags.add("encoding_unknown");
  return std::string(body);
}

}  // namespace aproape::mime
