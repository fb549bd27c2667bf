#include "base/time.hpp"

#include <doctest/doctest.h>

#include <set>

#include "base/id.hpp"

using namespace aproape;

TEST_CASE("RFC 3339 is written in UTC and read with any offset") {
  CHECK(to_rfc3339(0) == "1970-01-01T00:00:00.000Z");
  CHECK(from_rfc3339("2026-11-24T10:15:00.25+02:00") == from_rfc3339("2026-11-24T08:15:00.250Z"));
  CHECK(to_rfc3339(*from_rfc3339("2028-02-29T23:59:59Z")) == "2028-02-29T23:59:59.000Z");
  for (const char* bad : {"", "2026-02-30T00:00:00Z", "2026-11-24", "2026-11-24T25:00:00Z",
                          "2026-11-24T10:00:00", "2026-11-24T10:00:00Zx", "2026-11-24T10:00:00.Z"}) {
    CHECK_FALSE(from_rfc3339(bad).has_value());
  }
}

TEST_CASE("a mail's date names the right weekday") {
  CHECK(to_rfc5322(*from_rfc3339("2026-11-24T08:15:00Z")) == "Tue, 24 Nov 2026 08:15:00 +0000");
}

TEST_CASE("a manual clock's monotonic part ignores a jump of the wall clock") {
  ManualClock clock(1000);
  clock.advance(500);
  clock.jump_wall(10);
  CHECK(clock.now() == 10);
  CHECK(clock.monotonic() == 500);
}

TEST_CASE("ids rise, never repeat and come back from their text") {
  std::set<std::int64_t> seen;
  std::int64_t last = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t id = next_id();
    CHECK(id > last);
    last = id;
    seen.insert(id);
  }
  CHECK(seen.size() == 20'000);
  CHECK(parse_id(std::to_string(last)) == last);
  for (const char* bad : {"", "0", "-1", "1x", "99999999999999999999"})
    CHECK_FALSE(parse_id(bad).has_value());
}
