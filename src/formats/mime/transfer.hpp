#pragma once

#include <string>
#include <string_view>

#include "formats/mime/flags.hpp"

namespace aproape::mime {

// Base64 (RFC 2045 6.8): noise between the letters is skipped, missing padding forgiven; reading goes on
// after padding, since some mailers join encoded blocks. Flag "base64_broken" for noise or a lone last
// letter.
[[nodiscard]] std::string decode_base64(std::string_view text, Flags& flags);

// Quoted-printable (RFC 2045 6.7); what is no valid escape stays as written. `underscore` is the form of
// encoded words, where "_" is a blank (RFC 2047 4.2).
[[nodiscard]] std::string decode_quoted_printable(std::string_view text, bool underscore = false);

// The lines of a uuencoded block; "begin" and "end" lines are skipped.
[[nodiscard]] std::string decode_uuencode(std::string_view text);

// By the value of Content-Transfer-Encoding; an unknown one leaves the bytes and sets "encoding_unknown".
[[nodiscard]] std::string decode_transfer(std::string_view body, std::string_view encoding, Flags& flags);

}  // namespace aproape::mime
