#include "http/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace aproape::http {

RateLimiter::RateLimiter(double per_second, double burst, const Clock& clock)
    : per_second_(per_second), burst_(burst), clock_(clock) {}

Millis RateLimiter::take(std::string_view key) {
  const auto now = clock_.monotonic();
  const std::lock_guard lock(guard_);
  if (buckets_.size() >= sweep_at_) forget_full(now);
  auto& bucket = buckets_.try_emplace(std::string(key), Bucket{burst_, now}).first->second;
  bucket.tokens =
      std::min(burst_, bucket.tokens + static_cast<double>(now - bucket.at) / kSecond * per_second_);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return static_cast<Millis>(std::ceil((1 - bucket.tokens) / per_second_ * kSecond));
}

void RateLimiter::forget_full(Millis now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    const auto& bucket = entry.second;
    return bucket.tokens + static_cast<double>(now - bucket.at) / kSecond * per_second_ >= burst_;
  });
  sweep_at_ = std::max<std::size_t>(1024, buckets_.size() * 2);
}

}  // namespace aproape::http
