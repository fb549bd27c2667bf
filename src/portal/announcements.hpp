#pragma once

#include <string_view>

#include "portal/site.hpp"
#include "portal/visit.hpp"

namespace aproape::portal {

// What is said aloud now: the announcements of live crises, and missions that are closed today against their
// hours. `country`: only what concerns it; empty: everywhere, at most four closures.
[[nodiscard]] Html announcements(const Site& site, const Visit& visit, std::string_view country);

}  // namespace aproape::portal
