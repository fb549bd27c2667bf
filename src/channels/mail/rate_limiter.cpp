#include "channels/mail/rate_limiter.hpp"

#include <algorithm>
#include <iterator>

#include "net/address.hpp"

namespace aproape::mail {

RateLimiter::RateLimiter(RateLimit limit, std::size_t most_keys, const Clock& clock)
    : limit_(limit), most_keys_(most_keys), clock_(clock) {}

RateLimiter::Verdict RateLimiter::take(std::string_view key) {
  const Millis now = clock_.monotonic();
  const std::lock_guard lock(guard_);
  auto found = by_key_.find(std::string(key));
  if (found == by_key_.end()) {
    if (by_key_.size() >= most_keys_) {
      by_key_.erase(buckets_.back().key);
      buckets_.pop_back();
    }
    buckets_.push_front({std::string(key), static_cast<double>(limit_.burst), now, false});
    found = by_key_.emplace(std::string(key), buckets_.begin()).first;
  } else {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
  }
  Bucket& bucket = *found->second;
  const double gained =
      static_cast<double>(now - bucket.at) * limit_.burst / static_cast<double>(limit_.period);
  bucket.tokens = std::min(static_cast<double>(limit_.burst), bucket.tokens + gained);
  bucket.at = now;
  if (bucket.tokens < 1) {
    const bool first = !bucket.refusing;
    bucket.refusing = true;
    return {false, first};
  }
  bucket.tokens -= 1;
  // Half of the bucket back: the storm is over, the next one is a new alarm.
  if (bucket.tokens * 2 >= limit_.burst) bucket.refusing = false;
  return {};
}

std::string subnet_of(std::string_view address) {
  const auto ip = net::parse_ip(address);
  if (!ip) return std::string(address);
  const bool mapped = std::all_of(ip->begin(), ip->begin() + 10, [](auto byte) { return byte == 0; }) &&
                      (*ip)[10] == 0xff && (*ip)[11] == 0xff;
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::size_t bytes = mapped ? 15 : 8;
  std::string out;
  for (std::size_t i = mapped ? 12 : 0; i < bytes; ++i) {
    out += kHex[(*ip)[i] >> 4U];
    out += kHex[(*ip)[i] & 15U];
  }
  return out + (mapped ? "/24" : "/64");
}

}  // namespace aproape::mail
