#pragma once

#include <vector>

#include "domain/routing/model.hpp"

namespace aproape::routing {

// The shifts as moments about `now` (from a day before to two days after), each in its own zone: a shift that
// begins at 22:00 does so on the clock of the wall, also in the night in which summer time ends. Pure.
[[nodiscard]] std::vector<Window> windows_of(const std::vector<Shift>& shifts, Millis now);

}  // namespace aproape::routing
