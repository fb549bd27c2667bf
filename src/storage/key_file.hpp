#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace aproape::storage {

// The random key in `path` (raw bytes, mode 0600), made on first use; two processes that start at once get
// the same. Throws Error{internal, "key.length"} where the file has another length, Error{unavailable,
// "key.file"} where it can neither be read nor made.
[[nodiscard]] std::string load_or_make_key(const std::filesystem::path& path, std::size_t bytes);

}  // namespace aproape::storage
