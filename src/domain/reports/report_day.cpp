#include "domain/reports/report_day.hpp"

#include <chrono>
#include <cstdio>

#include "base/time.hpp"
#include "i18n/dates.hpp"

namespace aproape::reports {
namespace {

std::chrono::year_month_day calendar(Day day) {
  return {std::chrono::year(day / 10000), std::chrono::month(static_cast<unsigned>(day / 100 % 100)),
          std::chrono::day(static_cast<unsigned>(day % 100))};
}

Day number(std::chrono::sys_days days) {
  const std::chrono::year_month_day date(days);
  return static_cast<int>(date.year()) * 10000 + static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
         static_cast<int>(static_cast<unsigned>(date.day()));
}

}  // namespace

DayHour day_hour(Millis at) {
  const i18n::LocalTime local = i18n::to_local(at, kZone);
  return {local.year * 10000 + local.month * 100 + local.day, local.hour};
}

std::string to_text(Day day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day / 10000 % 10000, day / 100 % 100, day % 100);
  return text;
}

std::optional<Day> day_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || text[0] != '2') return std::nullopt;
  Day day = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    day = day * 10 + (text[i] - '0');
  }
  if (!calendar(day).ok()) return std::nullopt;
  return day;
}

Day plus_days(Day day, int days) {
  return number(std::chrono::sys_days(calendar(day)) + std::chrono::days(days));
}

int days_between(Day from, Day to) {
  return static_cast<int>(
      (std::chrono::sys_days(calendar(to)) - std::chrono::sys_days(calendar(from))).count());
}

}  // namespace aproape::reports
