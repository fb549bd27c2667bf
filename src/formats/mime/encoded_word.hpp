#pragma once

#include <string>
#include <string_view>

#include "formats/mime/charset.hpp"

namespace aproape::mime {

// Adds what broken mailers forget in encoded words (RFC 2047): the closing "?=" and the padding of base64.
// Flag "encoded_word_broken".
[[nodiscard]] std::string repair_encoded_words(std::string value, Flags& flags);

// A header's text for a person: encoded words decoded (neighbours of one charset joined as bytes first, since
// some mailers cut inside a character), raw 8-bit bytes converted, control characters dropped. UTF-8.
[[nodiscard]] std::string decode_header_text(std::string_view value, const Detector& detect, Flags& flags);

// Drops control characters and the marks that turn the direction of text, with which a name can lie (C2).
[[nodiscard]] std::string clean_line(std::string_view utf8);

}  // namespace aproape::mime
