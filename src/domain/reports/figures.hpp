#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/reports/counters.hpp"
#include "domain/reports/histogram.hpp"

namespace aproape::reports {

// What a figure is: which counted things, and how its number is made of them. The words of its definition are
// the texts "report.figure.ID" and "report.definition.ID".
struct Definition {
  enum class Shape {
    count,  // numerator: how many; no denominator
    share,  // numerator: hits; denominator: all
    time,   // as count, with median, 90th percentile and mean
    aim,    // as share, with median, 90th percentile and mean
  };
  std::string_view id;
  std::string_view kind;
  Shape shape = Shape::count;
  bool stock = false;    // what is there now, whenever it began: the period does not restrict it
  bool of_cases = true;  // what it counts belongs to cases; false: to the quarantine

  [[nodiscard]] bool shared() const { return shape == Shape::share || shape == Shape::aim; }
  [[nodiscard]] bool timed() const { return shape == Shape::time || shape == Shape::aim; }
};

[[nodiscard]] const std::vector<Definition>& definitions();
// Throws Error{not_found, "report.unknown"}.
[[nodiscard]] const Definition& definition(std::string_view id);

// Sums of counters by kind.
struct Tally {
  std::map<std::string, Count, std::less<>> counts;
  std::map<std::string, Histogram, std::less<>> histograms;

  Tally& operator+=(const Tally& other);
};

struct Value {
  std::int64_t numerator = 0;
  std::optional<std::int64_t> denominator;
  std::optional<Millis> median;
  std::optional<Millis> p90;
  std::optional<Millis> mean;
};
[[nodiscard]] Value value_of(const Definition& definition, const Tally& tally);

}  // namespace aproape::reports
