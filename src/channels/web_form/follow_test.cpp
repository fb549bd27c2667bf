#include "channels/web_form/follow.hpp"

#include <doctest/doctest.h>

namespace aproape::web_form {

TEST_CASE("the pause between two codes doubles up to four hours, so that a day holds few") {
  CHECK(pause_after(0) == 0);
  CHECK(pause_after(1) == 30 * kSecond);
  CHECK(pause_after(2) == kMinute);
  CHECK(pause_after(100) == 4 * kHour);
  Millis at = 0;
  std::int64_t codes = 0;
  for (; at < kDay; at += pause_after(codes)) ++codes;
  CHECK(codes < 20);  // five guesses each, of a hundred million
}

TEST_CASE("a case number is known however it is typed") {
  CHECK(case_number_of("AP-2026-000123") == "AP-2026-000123");
  CHECK(case_number_of(" ap 2026 123") == "AP-2026-000123");
  CHECK(case_number_of("2026/000123") == "AP-2026-000123");
  for (const char* bad : {"", "AP", "AP-2026", "AP-2026-x", "' or 1=1", "AP-2026-0001234567890"})
    CHECK(case_number_of(bad).empty());
}

}  // namespace aproape::web_form
