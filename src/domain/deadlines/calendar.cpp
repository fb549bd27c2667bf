#include "domain/deadlines/calendar.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <tuple>
#include <utility>

#include "i18n/dates.hpp"

namespace aproape::deadlines {
namespace {

constexpr int kMinutesOfDay = 24 * 60;

bool read_number(std::string_view text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

int weekday_of(Day day) {
  return static_cast<int>(std::chrono::weekday(day).iso_encoding());
}

// Sorted, each within a day, those that touch made one.
std::vector<Calendar::Shift> tidied(std::vector<Calendar::Shift> shifts) {
  std::erase_if(shifts, [](const Calendar::Shift& s) {
    return s.weekday < 1 || s.weekday > 7 || s.from < 0 || s.to > kMinutesOfDay || s.from >= s.to;
  });
  std::sort(shifts.begin(), shifts.end(), [](const auto& a, const auto& b) {
    return std::tie(a.weekday, a.from) < std::tie(b.weekday, b.from);
  });
  std::vector<Calendar::Shift> joined;
  for (const Calendar::Shift& shift : shifts) {
    if (!joined.empty() && joined.back().weekday == shift.weekday && shift.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, shift.to);
    } else {
      joined.push_back(shift);
    }
  }
  return joined;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !read_number(text.substr(0, 4), year) ||
      !read_number(text.substr(5, 2), month) || !read_number(text.substr(8, 2), day)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

std::string to_text(Day day) {
  const std::chrono::year_month_day date(day);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Calendar::Calendar(std::string zone, std::vector<Shift> shifts, std::map<Day, DayOff> days_off)
    : zone_(std::move(zone)), shifts_(tidied(std::move(shifts))), days_off_(std::move(days_off)) {}

Calendar Calendar::always(std::string zone) {
  std::vector<Shift> shifts;
  for (int weekday = 1; weekday <= 7; ++weekday) shifts.push_back({weekday, 0, kMinutesOfDay});
  return Calendar(std::move(zone), std::move(shifts), {});
}

Day Calendar::day_of(Millis at) const {
  const i18n::LocalTime local = i18n::to_local(at, zone_);
  return Day(std::chrono::year_month_day(std::chrono::year(local.year),
                                         std::chrono::month(static_cast<unsigned>(local.month)),
                                         std::chrono::day(static_cast<unsigned>(local.day))));
}

Millis Calendar::begin_of(Day day) const {
  const std::chrono::year_month_day date(day);
  i18n::LocalTime local;
  local.year = static_cast<int>(date.year());
  local.month = static_cast<int>(static_cast<unsigned>(date.month()));
  local.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return i18n::from_local(local, zone_);
}

std::vector<Period> Calendar::working(Day day) const {
  std::vector<Period> periods;
  if (days_off_.contains(day)) return periods;
  const std::chrono::year_month_day date(day);
  const auto moment = [&](int minute) {
    if (minute == kMinutesOfDay) return end_of(day);
    i18n::LocalTime local;
    local.year = static_cast<int>(date.year());
    local.month = static_cast<int>(static_cast<unsigned>(date.month()));
    local.day = static_cast<int>(static_cast<unsigned>(date.day()));
    local.hour = minute / 60;
    local.minute = minute % 60;
    return i18n::from_local(local, zone_);
  };
  const int weekday = weekday_of(day);
  for (const Shift& shift : shifts_) {
    if (shift.weekday != weekday) continue;
    const Period period{moment(shift.from), moment(shift.to)};
    if (period.from < period.to) periods.push_back(period);
  }
  return periods;
}

bool Calendar::is_working_day(Day day) const {
  const int weekday = weekday_of(day);
  return !days_off_.contains(day) &&
         std::any_of(shifts_.begin(), shifts_.end(), [&](const Shift& s) { return s.weekday == weekday; });
}

std::optional<Calendar::DayOff> Calendar::off(Day day) const {
  if (const auto found = days_off_.find(day); found != days_off_.end()) return found->second;
  if (is_working_day(day)) return std::nullopt;
  return DayOff{"weekend", {}, {}};
}

}  // namespace aproape::deadlines
