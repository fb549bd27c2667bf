#pragma once

#include <string>
#include <string_view>

namespace aproape::decode {

// The charset that the bytes seem to have, by uchardet over the first 64 kB; empty where it has no idea.
[[nodiscard]] std::string detect_charset(std::string_view bytes);

}  // namespace aproape::decode
