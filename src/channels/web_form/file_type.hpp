#pragma once

#include <string_view>

namespace aproape::web_form {

// The type of a file by its first bytes, of those that a scan or a photo has: "application/pdf",
// "image/jpeg", "image/png", "image/webp", "image/heic", "image/tiff". Empty: another, which is not taken.
// The name and what the browser says do not count. Pure.
[[nodiscard]] std::string_view type_of_bytes(std::string_view bytes);

}  // namespace aproape::web_form
