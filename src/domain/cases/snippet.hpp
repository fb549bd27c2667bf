#pragma once

#include <string>
#include <string_view>

namespace aproape::cases {

// The first words of a text for a line of a list: at most 160 bytes, blanks collapsed, quoted lines ("> ")
// left out.
[[nodiscard]] std::string snippet(std::string_view text);

}  // namespace aproape::cases
