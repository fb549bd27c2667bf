#include "formats/html/entities.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace aproape::html {
namespace {

struct Entity {
  std::string_view name;  // with its semicolon where it has one
  std::string_view text;
};

constexpr Entity kEntities[] = {
#include "formats/html/entities.inc"
};

constexpr std::size_t kLongestName = 33;
constexpr std::size_t kLongestWithoutSemicolon = 6;  // "Atilde": the old ones of Latin-1

// What the numbers 0x80 to 0x9F mean in the wild (HTML standard, table of 13.2.5.80).
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

const Entity* find_entity(std::string_view name) {
  const auto* found = std::lower_bound(std::begin(kEntities), std::end(kEntities), name,
                                       [](const Entity& e, std::string_view n) { return e.name < n; });
  return found != std::end(kEntities) && found->name == name ? found : nullptr;
}

// Reads "&#…" at the start of `text`; returns the bytes used, 0 where it is no reference.
std::size_t decode_number(std::string_view text, std::string& out) {
  std::size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const std::size_t digits = at;
  char32_t code = 0;
  for (; at < text.size(); ++at) {
    const int value = hex_value(text[at]);
    if (value < 0 || (!hex && value > 9)) break;
    if (code <= 0x10FFFF) code = code * (hex ? 16 : 10) + static_cast<char32_t>(value);
  }
  if (at == digits) return 0;
  if (at < text.size() && text[at] == ';') ++at;
  if (code >= 0x80 && code <= 0x9F) code = kWindows1252[code - 0x80];
  append_utf8(out, code);
  return at;
}

// Reads "&name" at the start of `text`, the longest name that is known; returns the bytes used, 0 for none.
std::size_t decode_name(std::string_view text, bool attribute, std::string& out) {
  std::size_t end = 1;
  while (end < text.size() && end < kLongestName && is_alnum(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const Entity* entity = find_entity(text.substr(1, end))) {
      out += entity->text;
      return end + 1;
    }
  }
  for (std::size_t stop = std::min(end, kLongestWithoutSemicolon + 1); stop > 2; --stop) {
    const Entity* entity = find_entity(text.substr(1, stop - 1));
    if (entity == nullptr) continue;
    if (attribute && stop < text.size() && (text[stop] == '=' || is_alnum(text[stop]))) return 0;
    out += entity->text;
    return stop;
  }
  return 0;
}

}  // namespace

void append_utf8(std::string& out, char32_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  const auto put = [&out](char32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6U));
    put(0x80 | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12U));
    put(0x80 | ((code >> 6U) & 0x3FU));
    put(0x80 | (code & 0x3FU));
  } else {
    put(0xF0 | (code >> 18U));
    put(0x80 | ((code >> 12U) & 0x3FU));
    put(0x80 | ((code >> 6U) & 0x3FU));
    put(0x80 | (code & 0x3FU));
  }
}

void decode_entities(std::string_view text, bool attribute, std::string& out) {
  while (true) {
    const std::size_t amp = text.find('&');
    out += text.substr(0, amp);
    if (amp == std::string_view::npos) return;
    text.remove_prefix(amp);
    const bool number = text.size() > 1 && text[1] == '#';
    const std::size_t used = number ? decode_number(text, out) : decode_name(text, attribute, out);
    if (used == 0) out.push_back('&');
    text.remove_prefix(used == 0 ? 1 : used);
  }
}

}  // namespace aproape::html
