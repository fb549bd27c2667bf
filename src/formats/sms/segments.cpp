#include "formats/sms/segments.hpp"

#include "formats/sms/alphabet.hpp"
#include "text/unicode.hpp"

namespace aproape::sms {
namespace {

struct Room {
  int alone;
  int part;  // six bytes of it are the concatenation header
};
constexpr Room kGsm7{160, 153};
constexpr Room kUcs2{70, 67};

// What is not in the alphabet has no width there.
int width(char32_t character, Coding coding) {
  if (coding == Coding::ucs2) return character > 0xFFFF ? 2 : 1;
  const auto code = gsm7_code(character);
  return !code ? 0 : *code > 0x7F ? 2 : 1;
}

}  // namespace

std::string_view name_of(Coding coding) {
  return coding == Coding::gsm7 ? "gsm7" : "ucs2";
}

Measure measure(std::string_view utf8) {
  Measure found;
  for (std::string_view rest = utf8; !rest.empty();) {
    const std::string_view before = rest;
    const char32_t character = text::take_character(rest);
    if (gsm7_code(character)) continue;
    found.coding = Coding::ucs2;
    found.foreign = std::string(before.substr(0, before.size() - rest.size()));
    break;
  }
  const Room room = found.coding == Coding::gsm7 ? kGsm7 : kUcs2;
  int parts = 0;
  int used = 0;  // in the last of several parts
  for (std::string_view rest = utf8; !rest.empty();) {
    const int wide = width(text::take_character(rest), found.coding);
    found.units += wide;
    if (parts == 0 || used + wide > room.part) {
      ++parts;
      used = 0;
    }
    used += wide;
  }
  const bool alone = found.units <= room.alone;
  found.per_segment = alone ? room.alone : room.part;
  found.segments = found.units == 0 ? 0 : alone ? 1 : parts;
  found.left = alone ? room.alone - found.units : room.part - used;
  return found;
}

}  // namespace aproape::sms
