#pragma once

#include <string>
#include <string_view>

namespace aproape::people {

// The form in which an identity is compared: a mail address folded to lower case, a telephone number in
// E.164, a paper without blanks in capitals. Empty where the value cannot be one of that kind. Pure.
[[nodiscard]] std::string identity_key(std::string_view kind, std::string_view value);
// The words by which an identity is found: as written, as compared, and a Romanian number as it is dialled at
// home. Pure.
[[nodiscard]] std::string identity_words(std::string_view kind, std::string_view value);

}  // namespace aproape::people
