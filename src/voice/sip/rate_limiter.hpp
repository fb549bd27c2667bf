#pragma once

#include <cstdint>
#include <unordered_map>

#include "base/time.hpp"

namespace aproape::voice {

// How often one address may ask: a bucket that fills by `per_second` up to twice that. Who empties it is
// silent for five minutes, so that a scanner learns nothing. Not thread-safe.
class RateLimiter {
 public:
  explicit RateLimiter(double per_second) : per_second_(per_second) {}
  // Takes one; false where the request is to be dropped without an answer.
  bool take(std::uint32_t address, Millis now);
  // For wrong passwords and the like: so many faults within a minute silence the address, too.
  void fault(std::uint32_t address, Millis now);

 private:
  struct Bucket {
    double left = 0;
    Millis filled = 0;
    Millis silent_until = 0;
    int faults = 0;
    Millis first_fault = 0;
  };
  Bucket& bucket(std::uint32_t address, Millis now);
  void forget(Millis now);

  double per_second_;
  std::unordered_map<std::uint32_t, Bucket> buckets_;
};

}  // namespace aproape::voice
