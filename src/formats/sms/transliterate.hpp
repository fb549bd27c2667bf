#pragma once

#include <string>
#include <string_view>

namespace aproape::sms {

// The text with the Romanian letters ș ț ă â î (also with a cedilla) as s t a a i, and quotation marks,
// dashes, the ellipsis and the no-break space as their plain kin: each alone would more than halve what a
// part holds. Other letters stay. Pure; takes any bytes.
[[nodiscard]] std::string transliterate(std::string_view utf8);

}  // namespace aproape::sms
