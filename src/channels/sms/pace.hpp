#pragma once

#include <mutex>

#include "base/time.hpp"

namespace aproape::sms {

// Spreads what is sent evenly over time. Thread-safe. Time is the monotonic clock.
class Pace {
 public:
  // `per_second`: at least 1.
  Pace(int per_second, const Clock& clock);
  // Takes the next place and gives how many milliseconds to wait for it; 0: now.
  [[nodiscard]] Millis take();

 private:
  const Clock& clock_;
  const Millis gap_;
  std::mutex guard_;
  Millis next_ = 0;
};

}  // namespace aproape::sms
