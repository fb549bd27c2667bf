#pragma once

#include <cstdint>

namespace aproape::routing::testing {

// One queue of calls as theory sees it: Poisson arrivals, exponential service and patience, on the real
// Router with virtual time. Times in seconds.
struct QueueCase {
  double per_hour = 0;  // arrivals
  double service = 0;
  int agents = 0;
  double patience = 0;  // 0: nobody gives up
};

// A mean with the half width of its 99 % interval, by 30 batches of equal length.
struct Estimate {
  double mean = 0;
  double half_width = 0;
  [[nodiscard]] bool holds(double exact) const {
    return exact >= mean - half_width && exact <= mean + half_width;
  }
};

struct QueueFigures {
  Estimate waits;      // share that waited at all
  Estimate mean_wait;  // seconds over all
  Estimate abandons;   // share
};

// Simulates `calls` calls after a warm-up. Deterministic by seed.
[[nodiscard]] QueueFigures simulate(const QueueCase& queue, std::int64_t calls, std::uint64_t seed);

}  // namespace aproape::routing::testing
