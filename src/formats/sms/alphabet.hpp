#pragma once

#include <cstdint>
#include <optional>

namespace aproape::sms {

// The code of a character in the 7-bit default alphabet (3GPP TS 23.038, 6.2.1), or 0x1B00 and its code in
// the extension table (6.2.1.1), where it takes two places. nullopt: it is in neither.
[[nodiscard]] std::optional<std::uint16_t> gsm7_code(char32_t character);

}  // namespace aproape::sms
