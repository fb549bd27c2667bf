#pragma once

#include <string>
#include <string_view>

namespace aproape::mail_compose {

// The value without CR, LF, NUL and other control characters (each run becomes one blank): nothing that a
// person typed can begin a new header line. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string one_line(std::string_view value);

[[nodiscard]] bool is_ascii(std::string_view text);

// "Name: value" with its CRLF, folded at blanks to lines of at most 78 octets where words allow, 998 always.
[[nodiscard]] std::string field(std::string_view name, std::string_view value);

// A phrase for a mailbox: as it is, quoted, or as encoded words.
[[nodiscard]] std::string phrase(std::string_view name);

// `; name="value"` or, where that cannot carry it, RFC 2231 pieces (name*0*=utf-8''…). Each on a line of its
// own.
[[nodiscard]] std::string parameter(std::string_view name, std::string_view value);

}  // namespace aproape::mail_compose
