#pragma once

#include <string>
#include <string_view>

namespace aproape::http {

// The better of "ro" and "en" by an Accept-Language field (RFC 9110 12.5.4); "ro" where nothing fits.
[[nodiscard]] std::string choose_language(std::string_view accept);

}  // namespace aproape::http
