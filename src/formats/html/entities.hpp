#pragma once

#include <string>
#include <string_view>

namespace aproape::html {

// Appends `text` to `out` with its character references decoded: the named ones of HTML 5 and numbers, by the
// rules of the standard (13.2.5.72 ff.); those of C1 are read as windows-1252. `attribute`: "&copy=1" stays
// as it is. Linear time.
void decode_entities(std::string_view text, bool attribute, std::string& out);

// Appends one code point as UTF-8; surrogates, zero and out of range give U+FFFD.
void append_utf8(std::string& out, char32_t code);

}  // namespace aproape::html
