#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/classification/lexicon.hpp"

namespace aproape::classification {

// What must never be missed: concepts that stand close together, and what takes their weight away.
struct Rule {
  std::string code;                     // "child-in-danger"
  std::string urgency;                  // "P1", "P2"
  std::string subcategory;              // that it speaks for; may be empty
  std::vector<std::vector<int>> needs;  // of each group one concept
  int within = 0;                       // words, from the first to the last
  std::vector<int> unless;              // no such concept within kGuard words of them
  std::string valid_from;               // "2026-11-29": speaks from that day on; empty: always
};

// A rule that speaks in a text, with the words it speaks of.
struct Fired {
  std::uint16_t rule = 0;
  std::uint16_t first = 0;
  std::uint16_t last = 0;
};

// The rules of catalog/classification/rules.csv. Immutable, thread-safe.
class Rules {
 public:
  // Throws Error{invalid, "classifier.rules"} naming line and column.
  Rules(std::string_view csv, const Lexicon& lexicon);

  // Each rule in force on `today` ("2026-11-29") that fires, once.
  [[nodiscard]] std::vector<Fired> apply(const std::vector<Hit>& hits, std::string_view today) const;
  [[nodiscard]] const std::vector<Rule>& all() const { return rules_; }

 private:
  std::vector<Rule> rules_;
};

// The year of a day written "2026-11-29"; 0 where it is none.
[[nodiscard]] int year_of(std::string_view day);

// Words on both sides in which a guard takes a rule's weight away.
inline constexpr int kGuard = 14;

}  // namespace aproape::classification
