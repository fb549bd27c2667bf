#include "voice/sip/rate_limiter.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "voice/media/rtp_socket.hpp"
#include "voice/sip/network.hpp"

using namespace aproape;
using namespace aproape::voice;

TEST_CASE("who asks too often is not answered for five minutes; others are") {
  RateLimiter limiter(50);
  for (int i = 0; i < 100; ++i) CHECK(limiter.take(1, 1000));
  CHECK_FALSE(limiter.take(1, 1000));
  CHECK(limiter.take(2, 1000));
  CHECK_FALSE(limiter.take(1, 1000 + 5 * kMinute - 1));
  CHECK(limiter.take(1, 1000 + 5 * kMinute));
}

TEST_CASE("a steady caller under the rate is never stopped") {
  RateLimiter limiter(50);
  for (Millis now = 0; now < kMinute; now += 20) CHECK(limiter.take(1, now));
}

TEST_CASE("more than ten faults in a minute silence an address") {
  RateLimiter limiter(50);
  for (int i = 0; i < 10; ++i) limiter.fault(1, 1000);
  CHECK(limiter.take(1, 1000));
  limiter.fault(1, 1000);
  CHECK_FALSE(limiter.take(1, 1000));
}

TEST_CASE("networks are read and asked") {
  const Networks networks({"127.0.0.0/8", "192.0.2.7", "::1/128"});
  CHECK(networks.contains(*read_ipv4("127.9.9.9")));
  CHECK(networks.contains(*read_ipv4("192.0.2.7")));
  CHECK_FALSE(networks.contains(*read_ipv4("192.0.2.8")));
  CHECK(Networks({"0.0.0.0/0"}).contains(1));
  CHECK_THROWS_AS(Networks({"127.0.0.0/33"}), Error);
  CHECK_THROWS_AS(Networks({"localhost"}), Error);
}
