#pragma once

#include <string_view>

#include "formats/imap/response.hpp"

namespace aproape::imap {

// Reads one whole response without its last CRLF, literals included. Throws Error{invalid, "imap.syntax"}.
[[nodiscard]] Response parse_response(std::string_view line, std::size_t nesting);

}  // namespace aproape::imap
