#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aproape::storage {

// A signature that only the holder of `key` can make: the first `bytes` (at most 32) of HMAC-SHA-256 over
// "PURPOSE:TEXT" in lower-case hex. A key may serve several purposes: a signature for one is none for
// another.
[[nodiscard]] std::string sign(std::string_view key, std::string_view purpose, std::string_view text,
                               std::size_t bytes);
// Whether it is that signature, of so many bytes; takes the same time wherever it differs.
[[nodiscard]] bool signature_fits(std::string_view key, std::string_view purpose, std::string_view text,
                                  std::string_view signature, std::size_t bytes);

}  // namespace aproape::storage
