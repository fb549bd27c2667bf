#pragma once

#include <map>
#include <string>
#include <string_view>

namespace aproape::portal {

// The fields of a form as a browser sends it (application/x-www-form-urlencoded); the last of a name counts.
// What is not UTF-8 is mended. At most 50 fields are read. Pure.
[[nodiscard]] std::map<std::string, std::string, std::less<>> read_form(std::string_view body);

}  // namespace aproape::portal
