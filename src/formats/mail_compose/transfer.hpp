#pragma once

#include <string>
#include <string_view>

namespace aproape::mail_compose {

// RFC 4648 base64, without line breaks.
[[nodiscard]] std::string base64(std::string_view bytes);

// base64 in lines of 76 characters with CRLF (RFC 2045 6.8).
[[nodiscard]] std::string base64_lines(std::string_view bytes);

// Quoted-printable of a text (RFC 2045 6.7): LF and CRLF become CRLF, lines of at most 76 characters.
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace aproape::mail_compose
