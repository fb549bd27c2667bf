#pragma once

#include <optional>
#include <vector>

#include "domain/deadlines/compute.hpp"

namespace aproape::deadlines {

// The next share of a term's time that is to be told.
struct Warning {
  int share = 0;  // percent
  Millis at = 0;
};

// When the first of `shares` above `warned` is reached: below 100 where so much of the counted time has
// passed, at 100 when it is due, above so much later on the wall clock. None where all are told or the clock
// stands still. Pure.
[[nodiscard]] std::optional<Warning> next_warning(const Deadline& deadline, const std::vector<int>& shares,
                                                  int warned);

}  // namespace aproape::deadlines
