#pragma once

#include <string>
#include <string_view>

namespace aproape::http {

// The bytes in gzip form (RFC 1952), at the best compression. Throws Error{internal} when out of memory.
[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace aproape::http
