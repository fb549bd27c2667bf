#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/deadlines/rule.hpp"

namespace aproape::deadlines {

// What a case says of itself to the rules, and what starts, pauses and stops its clocks.
struct Facts {
  std::string urgency;
  std::string channel;
  std::string category;
  std::string subcategory;
};

// All terms of the catalogue. Immutable.
class Rules {
 public:
  // Reads catalog/deadlines.csv. Throws Error{invalid, "catalogue.deadlines"} naming line and column.
  explicit Rules(std::string_view csv);
  // Those that the binary carries.
  static const Rules& carried();

  [[nodiscard]] const std::vector<Rule>& all() const { return rules_; }
  // nullptr where there is none.
  [[nodiscard]] const Rule* find(std::string_view code) const;
  // Whether a rule is for a case, on a day ("2026-11-24").
  [[nodiscard]] static bool fits(const Rule& rule, const Facts& facts, std::string_view day);

 private:
  std::vector<Rule> rules_;
};

[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::string_view name_of(Unit unit);
[[nodiscard]] std::string_view name_of(Acting acting);

}  // namespace aproape::deadlines
