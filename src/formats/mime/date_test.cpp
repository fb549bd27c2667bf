#include "formats/mime/date.hpp"

#include <doctest/doctest.h>

using namespace aproape;

TEST_CASE("dates as mailers write them") {
  constexpr Millis at = 1'795'500'900'000;  // 2026-11-24T06:15:00Z
  for (const char* form : {"Tue, 24 Nov 2026 08:15:00 +0200",
                           "24 Nov 26 06:15 GMT",
                           "Tue, 24 Nov 2026 01:15:00 EST",
                           "Tue, 24 Nov 2026 08:15:00 +0200 (EET)",
                           "Tue Nov 24 06:15:00 2026",
                           "Tuesday, November 24, 2026 6:15 AM",
                           "24-Nov-2026 08:15:00 +0200",
                           "2026-11-24 08:15:00 +0200",
                           "2026-11-24T06:15:00Z",
                           "2026-11-24T08:15:00.250+02:00",
                           "Tue, 24 Nov 2026 08:15:00 +02:00",
                           "Tue, 24 Nov 2026 08:15:00 GMT+0200",
                           "Tue,24 Nov 2026 8.15.00 +0200",
                           "Tue Nov 24 01:15:00 EST 2026",
                           "(c) Tue, 24 (x(y)) Nov 2026 06:15:00 Z",
                           "Tue, 24 Nov 126 06:15:00 -0000",
                           "mar, 24 nov 2026 08:15:00 EET",
                           "Tue, 24 Nov 2026 08:15:00 MEST",
                           "Tue, 24 Nov 2026 06:15:00 \"GMT\"",
                           "Tue, 24 Nov 2026 08:15:00 +0200 PST"}) {
    CAPTURE(form);
    CHECK(mime::read_date(form) == at);
  }
  CHECK(mime::read_date("Nov 24, 2026 06:15 PM") == at + 12 * 3600 * kSecond);
  CHECK(mime::read_date("Thu, 01 Jan 1970 00:00:00 +0000") == 0);
  CHECK(mime::read_date("Sat, 31 Dec 2016 23:59:60 +0000") == 1'483'228'799'000);
}

TEST_CASE("what is no date stays unread") {
  for (const char* form :
       {"", "yesterday", "31 Feb 2026 10:00:00 +0000", "Tue, 24 Nov 08:15:00", "24 2026 08:15", "Nov 2026",
        "24 Nov 2026 25:15:00", "1 Jan 1960 00:00:00 +0000", "99999999999999999999", "(((((", "+", "-9:"}) {
    CAPTURE(form);
    CHECK_FALSE(mime::read_date(form));
  }
}
