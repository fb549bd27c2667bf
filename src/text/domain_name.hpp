#pragma once

#include <string>
#include <string_view>

namespace aproape::text {

// A domain name with its labels in ASCII (UTS 46, "bucurești.example" as "xn--bucureti-…"); as given where it
// is ASCII already or no valid name.
[[nodiscard]] std::string ascii_domain(std::string_view domain);

}  // namespace aproape::text
