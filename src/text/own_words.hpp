#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aproape::text {

// What the writer of a message said himself, as valid UTF-8: without quoted lines ("> "), without what
// follows the signature mark, without e-mail and web addresses. Stops after about `most` bytes.
[[nodiscard]] std::string own_words(std::string_view utf8, std::size_t most);

}  // namespace aproape::text
