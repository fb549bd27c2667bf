#include "domain/reports/histogram.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "domain/reports/report_day.hpp"

using namespace aproape;
using namespace aproape::reports;

TEST_CASE("a quantile lies in the class of the true one") {
  std::mt19937 random(7);
  std::lognormal_distribution<double> hours(1.0, 1.2);
  std::vector<Millis> lengths;
  Histogram histogram;
  for (int i = 0; i < 5000; ++i) {
    lengths.push_back(static_cast<Millis>(hours(random) * static_cast<double>(kHour)));
    ++histogram[class_of(lengths.back())];
  }
  std::sort(lengths.begin(), lengths.end());
  for (const double share : {0.1, 0.5, 0.9, 0.99}) {
    const Millis exact = lengths[static_cast<std::size_t>(share * 5000.0) - 1];
    CHECK(class_of(*quantile(histogram, share)) == class_of(exact));
  }
}

TEST_CASE("classes have their bounds and nothing gives no median") {
  CHECK(class_of(-5) == 0);
  CHECK(class_of(0) == 0);
  CHECK(class_of(10 * kSecond) == 0);
  CHECK(class_of(10 * kSecond + 1) == 1);
  CHECK(class_of(90 * kDay + 1) == kBounds.size());
  CHECK(class_name(3) == "03");
  CHECK(class_name(32) == "32");
  CHECK_FALSE(quantile({}, 0.5));
  CHECK(quantile({{kBounds.size(), 3}}, 0.5) == kBounds.back());
  CHECK(std::is_sorted(kBounds.begin(), kBounds.end()));
}

TEST_CASE("days are those of Bucharest, in summer and winter") {
  CHECK(day_hour(*from_rfc3339("2026-11-28T22:30:00Z")).day == 20261129);
  CHECK(day_hour(*from_rfc3339("2026-11-28T22:30:00Z")).hour == 0);
  CHECK(day_hour(*from_rfc3339("2026-07-31T21:30:00Z")).day == 20260801);
  CHECK(to_text(20260801) == "2026-08-01");
  CHECK(day_of("2028-02-29") == 20280229);
  CHECK_FALSE(day_of("2026-02-29"));
  CHECK_FALSE(day_of("2026-2-29"));
  CHECK_FALSE(day_of("2026-13-01"));
  CHECK(plus_days(20260228, 1) == 20260301);
  CHECK(plus_days(20260101, -1) == 20251231);
  CHECK(days_between(20251231, 20260301) == 60);
}
