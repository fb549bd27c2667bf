#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/reports/model.hpp"

namespace aproape::reports {

// Where a fact is counted: one row of report_count.
struct CounterKey {
  UnitId unit;
  std::string dimension;
  std::string kind;
  Day day = 0;
  std::string channel;
  std::string member;

  friend auto operator<=>(const CounterKey&, const CounterKey&) = default;
};
struct Count {
  std::int64_t n = 0;
  std::int64_t hits = 0;
  std::int64_t total = 0;  // milliseconds

  Count& operator+=(const Count& other) {
    n += other.n;
    hits += other.hits;
    total += other.total;
    return *this;
  }
  friend bool operator==(const Count&, const Count&) = default;
};
using Counts = std::map<CounterKey, Count>;

// The dimension of a team's counters that stands for `dimension`; the dimension itself where `team` is empty.
[[nodiscard]] std::string dimension_of(collaboration::TeamId team, std::string_view dimension);

// Counts a fact `times` (1, or -1 to take it back) in all its dimensions, for its unit and for the network,
// and where a team has the case for the team inside both.
void count(const Fact& fact, std::int64_t times, Counts& into);

// The dimensions that a figure can be split by. "bucket" is for quantiles, "country_topic" has members like
// "IT|arrest".
[[nodiscard]] bool is_dimension(std::string_view name);

// What turns `before` into `after`.
[[nodiscard]] Counts difference(const std::vector<Fact>& before, const std::vector<Fact>& after);

}  // namespace aproape::reports
