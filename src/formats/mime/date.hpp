#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace aproape::mime {

// Reads a Date field (RFC 5322 3.3 with the obsolete forms of 4.3) and what mailers write instead of it: two-
// and three-digit years, names of zones, "+02:00", "GMT+0200", the order of asctime(), "8:15 AM", dots in the
// time, RFC 3339. A zone that is missing or unknown counts as UTC. nullopt where day, month or year are
// missing or cannot be, and outside the years 1970 to 9999.
[[nodiscard]] std::optional<Millis> read_date(std::string_view field);

}  // namespace aproape::mime
