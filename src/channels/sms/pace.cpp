#include "channels/sms/pace.hpp"

#include <algorithm>

namespace aproape::sms {

Pace::Pace(int per_second, const Clock& clock) : clock_(clock), gap_(kSecond / std::max(1, per_second)) {}

Millis Pace::take() {
  const Millis now = clock_.monotonic();
  const std::lock_guard lock(guard_);
  const Millis place = std::max(now, next_);
  next_ = place + gap_;
  return place - now;
}

}  // namespace aproape::sms
