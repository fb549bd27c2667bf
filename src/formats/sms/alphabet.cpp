#include "formats/sms/alphabet.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace aproape::sms {
namespace {

constexpr std::uint16_t kEscape = 0x1B;

// By code; the place of the escape holds U+FFFF, which is no character.
constexpr std::u32string_view kDefault =
    U"@£$¥èéùìòÇ\nØø\rÅå"
    U"Δ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ"
    U" !\"#¤%&'()*+,-./"
    U"0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNO"
    U"PQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmno"
    U"pqrstuvwxyzäöñüà";
static_assert(kDefault.size() == 128);

constexpr std::array<std::pair<char32_t, std::uint16_t>, 10> kExtension{{{U'\f', 0x0A},
                                                                         {U'^', 0x14},
                                                                         {U'{', 0x28},
                                                                         {U'}', 0x29},
                                                                         {U'\\', 0x2F},
                                                                         {U'[', 0x3C},
                                                                         {U'~', 0x3D},
                                                                         {U']', 0x3E},
                                                                         {U'|', 0x40},
                                                                         {U'€', 0x65}}};

}  // namespace

std::optional<std::uint16_t> gsm7_code(char32_t character) {
  if (character == U'\uFFFF') return std::nullopt;
  if (const auto at = kDefault.find(character); at != std::u32string_view::npos)
    return static_cast<std::uint16_t>(at);
  const auto found = std::find_if(kExtension.begin(), kExtension.end(),
                                  [&](const auto& entry) { return entry.first == character; });
  if (found == kExtension.end()) return std::nullopt;
  return static_cast<std::uint16_t>((kEscape << 8U) | found->second);
}

}  // namespace aproape::sms
