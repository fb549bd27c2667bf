#include "domain/routing/erlang.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "domain/routing/testing/queue_simulation.hpp"

namespace aproape::routing {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::int64_t kFewer = 100;  // a sanitizer looks for other faults, and takes ten times as long
#else
constexpr std::int64_t kFewer = 1;
#endif

bool long_run() {
  const char* set = std::getenv("APROAPE_TEST_LONG");
  return set != nullptr && std::string_view(set) == "1";
}

}  // namespace

// Published figures: guides/reliability.md 2.2.
TEST_CASE("Erlang B gives the trunks of the tables") {
  CHECK(erlang_b(10, 16) > 0.02);
  CHECK(erlang_b(10, 17) < 0.02);
  CHECK(erlang_b(35.607, 45) == doctest::Approx(0.02).epsilon(1e-4));
  CHECK(erlang_b(1, 5000) >= 0);
}

TEST_CASE("Erlang C gives the published waits and service levels") {
  const auto info = erlang_c(10, 14, 180);
  CHECK(info.waits == doctest::Approx(0.174132).epsilon(1e-5));
  CHECK(info.mean_wait == doctest::Approx(7.836).epsilon(1e-4));
  CHECK(info.served_within(20) == doctest::Approx(0.888350).epsilon(1e-6));
  CHECK(info.occupancy == doctest::Approx(0.714286).epsilon(1e-5));
  CHECK(erlang_c(10, 12, 180).served_within(20) == doctest::Approx(0.6402).epsilon(1e-4));
  CHECK(erlang_c(48, 55, 240).served_within(15) == doctest::Approx(0.845883).epsilon(1e-6));
  CHECK(erlang_c(48, 50, 60).mean_wait == doctest::Approx(20.834).epsilon(1e-4));
  CHECK_THROWS_AS(static_cast<void>(erlang_c(14, 14, 180)), Error);
}

TEST_CASE("Erlang A gives the published waits, and stands any load") {
  const auto busy = erlang_a(48, 50, 60, 120);
  CHECK(busy.abandons == doctest::Approx(0.030912).epsilon(1e-4));
  CHECK(busy.mean_wait == doctest::Approx(3.7095).epsilon(1e-4));
  CHECK(busy.occupancy == doctest::Approx(0.930324).epsilon(1e-5));
  const auto info = erlang_a(10, 14, 180, 300);
  CHECK(info.waits == doctest::Approx(0.145260).epsilon(1e-5));
  CHECK(info.abandons == doctest::Approx(0.013984).epsilon(1e-4));
  // A crisis: what cannot be served gives up (guides/reliability.md 5.1), and busy agents are conserved.
  const auto crisis = erlang_a(4112, 500, 330, 120);
  CHECK(crisis.abandons == doctest::Approx(0.88).epsilon(0.01));
  CHECK(crisis.occupancy == doctest::Approx(4112 * (1 - crisis.abandons) / 500).epsilon(1e-9));
}

TEST_CASE("the router's waits are those of theory") {
  struct Case {
    testing::QueueCase queue;
    std::int64_t calls;
    bool short_run;
  };
  // Long runs have more calls where the line is long: its estimate is slow near saturation.
  const Case cases[] = {
      {{120, 330, 8, 180}, 600'000, true},     {{900, 330, 57, 120}, 600'000, true},
      {{30, 330, 4, 0}, 5'000'000, true},      {{2880, 60, 50, 120}, 10'000'000, false},
      {{200, 180, 14, 300}, 9'500'000, false}, {{3600, 60, 50, 60}, 2'800'000, false},
      {{3600, 60, 55, 30}, 4'000'000, false},  {{200, 180, 14, 0}, 24'000'000, false},
      {{60, 330, 8, 0}, 11'000'000, false},    {{120, 60, 4, 0}, 7'000'000, false},
      {{100, 150, 5, 0}, 9'000'000, false},    {{45, 120, 2, 0}, 9'000'000, false},
  };
  std::uint64_t seed = 0;  // of a hundred such intervals one misses the truth, whatever the router does
  for (const auto& [queue, calls, short_run] : cases) {
    ++seed;
    if (!short_run && !long_run()) continue;
    CAPTURE(queue.per_hour);
    CAPTURE(queue.agents);
    const auto measured = testing::simulate(queue, calls / kFewer, seed);
    CHECK(measured.mean_wait.mean > 0);
    if (kFewer > 1) continue;  // too few for an estimate
    const double load = queue.per_hour * queue.service / 3600;
    double wait = 0;
    if (queue.patience > 0) {
      const auto exact = erlang_a(load, queue.agents, queue.service, queue.patience);
      wait = exact.mean_wait;
      CHECK(measured.abandons.holds(exact.abandons));
    } else {
      wait = erlang_c(load, queue.agents, queue.service).mean_wait;
    }
    CAPTURE(wait);
    CAPTURE(measured.mean_wait.mean);
    CAPTURE(measured.mean_wait.half_width);
    MESSAGE(queue.per_hour, " ", queue.agents, " ", calls, " width ",
            2 * measured.mean_wait.half_width / wait);
    CHECK(measured.mean_wait.holds(wait));
    CHECK(2 * measured.mean_wait.half_width < 0.03 * wait);  // or the agreement says little
  }
}

}  // namespace aproape::routing
