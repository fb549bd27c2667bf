#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace aproape::deadlines {

// A day of the civil calendar, in whatever zone the calendar has.
using Day = std::chrono::sys_days;

// "2026-11-24"; nullopt for anything else and for days that do not exist.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
[[nodiscard]] std::string to_text(Day day);

// Half-open: `to` is no part of it.
struct Period {
  Millis from = 0;
  Millis to = 0;
};

// When somebody works: any number of shifts a day, days off with their reason, in one time zone. Immutable,
// so any thread may read it.
class Calendar {
 public:
  struct Shift {
    int weekday = 1;  // 1 Monday to 7 Sunday
    int from = 0;     // minutes of the local day, 0 to 1440
    int to = 0;
  };
  struct DayOff {
    std::string reason;  // "holiday", "closure"
    std::string name_ro;
    std::string name_en;
  };

  // `zone` is an IANA name. Shifts may come in any order; those that touch or overlap are one.
  Calendar(std::string zone, std::vector<Shift> shifts, std::map<Day, DayOff> days_off);
  // Every minute of every day.
  static Calendar always(std::string zone);

  [[nodiscard]] const std::string& zone() const { return zone_; }
  [[nodiscard]] Day day_of(Millis at) const;
  // The first moment of a local day, and the first moment after it: 23 to 25 hours apart.
  [[nodiscard]] Millis begin_of(Day day) const;
  [[nodiscard]] Millis end_of(Day day) const { return begin_of(day + std::chrono::days(1)); }

  // The working time of a local day, in order; empty on a day off. A shift that summer time skips shrinks.
  [[nodiscard]] std::vector<Period> working(Day day) const;
  [[nodiscard]] bool is_working_day(Day day) const;
  // Why nobody works: "holiday", "closure" with its name, or "weekend" for a day without shifts.
  [[nodiscard]] std::optional<DayOff> off(Day day) const;
  // Whether somebody works at any time of some week.
  [[nodiscard]] bool has_shifts() const { return !shifts_.empty(); }

 private:
  std::string zone_;
  std::vector<Shift> shifts_;  // by weekday and begin, none touching
  std::map<Day, DayOff> days_off_;
};

}  // namespace aproape::deadlines
