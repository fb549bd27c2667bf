#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/collaboration/model.hpp"

namespace aproape::reports {

// A day of the calendar of Bucharest as the number 20261129: the days of all posts add up, whatever their own
// zone.
using Day = int;
inline constexpr const char* kZone = "Europe/Bucharest";

// The counters of the whole network stand under this unit.
inline constexpr UnitId kNetwork{0};
// What belongs to no unit.
inline constexpr UnitId kNoUnit{-1};

// One counted thing of a case. What it is counted by are the case's properties as they are now: a case that
// was handed over counts where it is.
struct Fact {
  std::string kind;       // "contact", "opened", … (figures.cpp)
  std::int64_t item = 0;  // what is counted; with case and kind unique
  Day day = 0;
  int hour = 0;  // 0 to 23, Bucharest
  UnitId unit;
  std::string channel;
  std::string category;
  std::string subcategory;
  std::string urgency;
  std::string language;
  std::string country;          // ISO code of the country concerned, where the figure is by country
  std::string topic;            // what the kind says: the sort of assistance, the rule of a deadline
  AccountId person;             // who did it
  collaboration::TeamId team;   // that the case was given to
  std::optional<Millis> value;  // a duration in milliseconds
  bool hit = false;             // counts in the numerator of a share

  friend bool operator==(const Fact&, const Fact&) = default;
};

// What a figure shows of a case: how often it counts.
struct CountedCase {
  CaseId id;
  std::int64_t n = 0;
  std::int64_t hits = 0;
  Day first = 0;  // the earliest day in the period
};

}  // namespace aproape::reports
