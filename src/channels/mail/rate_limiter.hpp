#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace aproape::mail {

// How fast one key may go: `burst` at once, and `burst` again over each `period`.
struct RateLimit {
  int burst = 60;
  Millis period = 5 * kMinute;
};

// Token buckets by key (guides/mail.md A10). Remembers at most `most_keys`; the one that was not asked for
// longest is forgotten first, so a flood of different keys cannot fill the memory. Thread-safe. Time is the
// monotonic clock.
class RateLimiter {
 public:
  RateLimiter(RateLimit limit, std::size_t most_keys, const Clock& clock);

  struct Verdict {
    bool allowed = true;
    bool first_refusal = false;  // the key has just gone over its limit: time for one (grouped) alarm
  };
  // Takes one token of `key`.
  [[nodiscard]] Verdict take(std::string_view key);

 private:
  struct Bucket {
    std::string key;
    double tokens = 0;
    Millis at = 0;
    bool refusing = false;
  };
  using Buckets = std::list<Bucket>;  // the one used last stands first

  RateLimit limit_;
  std::size_t most_keys_;
  const Clock& clock_;
  std::mutex guard_;
  Buckets buckets_;
  std::unordered_map<std::string, Buckets::iterator> by_key_;
};

// The network that a peer's limit counts for: /24 of IPv4, /64 of IPv6; the text itself where it is no
// address.
[[nodiscard]] std::string subnet_of(std::string_view address);

}  // namespace aproape::mail
