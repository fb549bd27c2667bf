#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace aproape::http {

// Token buckets by key (an account, an address). Thread-safe. Full buckets are forgotten, so memory follows
// those who are active.
class RateLimiter {
 public:
  // `burst` at once, then `per_second` more each second.
  RateLimiter(double per_second, double burst, const Clock& clock);

  // Takes one; 0 where there was one, otherwise the milliseconds until there is.
  [[nodiscard]] Millis take(std::string_view key);

 private:
  struct Bucket {
    double tokens;
    Millis at;
  };
  void forget_full(Millis now);

  double per_second_;
  double burst_;
  const Clock& clock_;
  std::mutex guard_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::size_t sweep_at_ = 1024;  // size at which the full ones are looked for next
};

}  // namespace aproape::http
