#include "voice/sip/rate_limiter.hpp"

#include <algorithm>

namespace aproape::voice {
namespace {

constexpr Millis kSilence = 5 * kMinute;
constexpr int kMostFaults = 10;
constexpr std::size_t kMostBuckets = 20'000;  // a flood from forged addresses must not fill the memory

}  // namespace

void RateLimiter::forget(Millis now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    return entry.second.silent_until <= now && now - entry.second.filled > 10 * kSecond;
  });
  if (buckets_.size() >= kMostBuckets) buckets_.clear();
}

RateLimiter::Bucket& RateLimiter::bucket(std::uint32_t address, Millis now) {
  const auto found = buckets_.find(address);
  if (found != buckets_.end()) return found->second;
  if (buckets_.size() >= kMostBuckets) forget(now);
  Bucket& made = buckets_[address];
  made.left = 2 * per_second_;
  made.filled = now;
  return made;
}

bool RateLimiter::take(std::uint32_t address, Millis now) {
  Bucket& one = bucket(address, now);
  if (one.silent_until > now) return false;
  one.left = std::min(2 * per_second_, one.left + per_second_ * static_cast<double>(now - one.filled) / 1000);
  one.filled = now;
  if (one.left >= 1) {
    one.left -= 1;
    return true;
  }
  one.silent_until = now + kSilence;
  return false;
}

void RateLimiter::fault(std::uint32_t address, Millis now) {
  Bucket& one = bucket(address, now);
  if (now - one.first_fault > kMinute) {
    one.first_fault = now;
    one.faults = 0;
  }
  if (++one.faults > kMostFaults) one.silent_until = now + kSilence;
}

}  // namespace aproape::voice
