#include <doctest/doctest.h>

#include <array>

#include "voice/media/reception.hpp"
#include "voice/media/source_lock.hpp"
#include "voice/media/telephone_event.hpp"

using namespace aproape;
using namespace aproape::voice;

TEST_CASE("a key counts once, whichever of its packets come") {
  TelephoneEvents events;
  const std::array<std::uint8_t, 4> five{5, 10, 0, 160};
  const std::array<std::uint8_t, 4> end{5, 0x8A, 3, 32};
  CHECK(events.take(1000, five) == '5');
  CHECK_FALSE(events.take(1000, five));
  for (int i = 0; i < 3; ++i) CHECK_FALSE(events.take(1000, end));
  CHECK(events.take(2600, end) == '5');  // again the same key; only its end arrived
  CHECK_FALSE(events.take(1000, end));   // an old packet, late
  const std::array<std::uint8_t, 4> star{10, 10, 0, 160};
  CHECK(events.take(5000, star) == '*');
  const std::array<std::uint8_t, 4> flash{16, 10, 0, 160};
  CHECK_FALSE(events.take(9000, flash));
  CHECK_FALSE(events.take(9900, std::span(five).first(3)));
}

TEST_CASE("only the peer's machine is heard, and only its first port") {
  SourceLock lock;
  CHECK_FALSE(lock.accept({1, 10}, 5, 0));  // nothing agreed yet
  lock.expect({1, 10}, 2);
  CHECK(lock.destination() == Endpoint{1, 10});
  CHECK_FALSE(lock.accept({3, 10}, 5, 0));  // a stranger
  CHECK(lock.accept({2, 99}, 5, 100));      // behind address translation: where the signalling came from
  CHECK(lock.destination() == Endpoint{2, 99});
  CHECK_FALSE(lock.accept({1, 10}, 5, 200));
  CHECK_FALSE(lock.accept({2, 98}, 5, 200));  // another port of the same machine
  CHECK_FALSE(lock.accept({2, 99}, 6, 200));  // another SSRC on the same port
  CHECK(lock.accept({2, 99}, 5, 1900));
  CHECK(lock.accept({2, 50}, 7, 3900));  // two seconds of silence: its port may have changed
  lock.expect({1, 20}, 2);               // a new offer
  CHECK(lock.accept({1, 20}, 8, 3910));
}

TEST_CASE("loss and jitter are counted as RFC 3550 says") {
  Reception reception;
  for (std::uint16_t n = 65'530; n != 10; ++n)  // over the wrap
    if (n != 3) reception.take(n, n * 160U, (n - 65'530) * 20);
  CHECK(reception.received() == 15);
  CHECK(reception.lost() == 1);
  Reception even;
  for (int n = 0; n < 100; ++n)
    even.take(static_cast<std::uint16_t>(n), static_cast<std::uint32_t>(n) * 160, n * 20 + (n % 2) * 10);
  CHECK(even.jitter_millis() == doctest::Approx(10).epsilon(0.02));
  even.new_source();
  even.take(40'000, 7, 5000);
  CHECK(even.lost() == 0);
  CHECK(even.received() == 101);
}
