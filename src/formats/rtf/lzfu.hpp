#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace aproape::rtf {

// Unpacks PR_RTF_COMPRESSED ([MS-OXRTFCP]): "LZFu" with its checksum, or "MELA", which is not packed. At most
// `limit` bytes come out, whatever size the header claims. nullopt where it is neither, is cut off, or its
// checksum does not fit.
[[nodiscard]] std::optional<std::string> decompress(std::string_view packed, std::size_t limit);

}  // namespace aproape::rtf
