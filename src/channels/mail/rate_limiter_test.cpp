#include "channels/mail/rate_limiter.hpp"

#include <doctest/doctest.h>

namespace aproape::mail {

TEST_CASE("a sender over its rate is refused, others are not, and time gives tokens back") {
  ManualClock clock(0);
  RateLimiter limiter({60, 5 * kMinute}, 1000, clock);
  int allowed = 0;
  int alarms = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto verdict = limiter.take("bomb@example.org");
    allowed += verdict.allowed ? 1 : 0;
    alarms += verdict.first_refusal ? 1 : 0;
  }
  CHECK(allowed == 60);
  CHECK(alarms == 1);
  CHECK(limiter.take("citizen@example.org").allowed);
  clock.advance(5 * kSecond);
  CHECK(limiter.take("bomb@example.org").allowed);
  CHECK_FALSE(limiter.take("bomb@example.org").allowed);
  clock.advance(kHour);
  for (int i = 0; i < 60; ++i) CHECK(limiter.take("bomb@example.org").allowed);
  CHECK(limiter.take("bomb@example.org").first_refusal);
}

TEST_CASE("a step of the wall clock changes nothing") {
  ManualClock clock(1'000'000);
  RateLimiter limiter({1, kMinute}, 10, clock);
  CHECK(limiter.take("a").allowed);
  clock.jump_wall(1'000'000'000);
  CHECK_FALSE(limiter.take("a").allowed);
}

TEST_CASE("a flood of keys forgets the oldest only") {
  ManualClock clock(0);
  RateLimiter limiter({1, kHour}, 2, clock);
  CHECK(limiter.take("a").allowed);
  CHECK(limiter.take("b").allowed);
  CHECK_FALSE(limiter.take("a").allowed);
  CHECK(limiter.take("c").allowed);  // pushes b out
  CHECK_FALSE(limiter.take("a").allowed);
  CHECK(limiter.take("b").allowed);
}

TEST_CASE("peers count by their network") {
  CHECK(subnet_of("192.0.2.7") == subnet_of("192.0.2.200"));
  CHECK(subnet_of("192.0.2.7") != subnet_of("192.0.3.7"));
  CHECK(subnet_of("2001:db8:1:2::1") == subnet_of("2001:db8:1:2:ffff::9"));
  CHECK(subnet_of("2001:db8:1:2::1") != subnet_of("2001:db8:1:3::1"));
}

}  // namespace aproape::mail
