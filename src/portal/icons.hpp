#pragma once

#include <string_view>

#include "portal/html.hpp"

namespace aproape::portal {

// A drawing of 24 by 24, always beside a word and hidden from screen readers. Throws Error{internal} for a
// name that is not in the set; has_icon() asks first (catalogue data names icons).
[[nodiscard]] Html icon(std::string_view name);
[[nodiscard]] bool has_icon(std::string_view name);
// The shield of the header.
[[nodiscard]] Html shield();

}  // namespace aproape::portal
