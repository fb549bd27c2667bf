#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/reports/model.hpp"

namespace aproape::reports {

struct DayHour {
  Day day = 0;
  int hour = 0;
};
// Where a moment lies on the calendar of the reports.
[[nodiscard]] DayHour day_hour(Millis at);

// "2026-11-29" and back; nullopt for what is no date of the years 2000 to 2999.
[[nodiscard]] std::string to_text(Day day);
[[nodiscard]] std::optional<Day> day_of(std::string_view text);

// The day so many days later (or, negative, earlier).
[[nodiscard]] Day plus_days(Day day, int days);
// How many days `to` lies after `from`.
[[nodiscard]] int days_between(Day from, Day to);

}  // namespace aproape::reports
