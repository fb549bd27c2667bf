#pragma once

#include <string>
#include <string_view>

namespace aproape::text {

// The form in which texts are compared: NFKC, lower case, without diacritics (ș ş ț ţ ă â î é ü ł ß … become
// ASCII letters), Cyrillic, Greek, Arabic kept, invisible characters dropped, invalid UTF-8 as U+FFFD.
// Thread-safe.
[[nodiscard]] std::string fold(std::string_view utf8);

// The text as valid UTF-8: each wrong byte becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view bytes);
[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

// The longest prefix of at most `bytes` bytes that does not cut a character.
[[nodiscard]] std::string_view prefix(std::string_view utf8, std::size_t bytes);

}  // namespace aproape::text
