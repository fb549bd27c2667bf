#include "domain/deadlines/unit_calendar.hpp"

#include <algorithm>
#include <utility>

#include "domain/network/service.hpp"

namespace aproape::deadlines {
namespace {

using std::chrono::days;

constexpr std::string_view kHomeZone = "Europe/Bucharest";
constexpr days kBefore{731};
constexpr days kAfter{1096};
constexpr int kMostHolidays = 2000;

std::vector<Calendar::Shift> monday_to_friday(int from, int to) {
  std::vector<Calendar::Shift> shifts;
  for (int weekday = 1; weekday <= 5; ++weekday) shifts.push_back({weekday, from, to});
  return shifts;
}

// The holidays of `unit` from `from` on; of Romania alone for a unit that stands there.
void add_holidays(const network::Directory& directory, UnitId unit, Day from, Day to,
                  std::map<Day, Calendar::DayOff>& off) {
  for (const network::Holiday& holiday : directory.holidays(unit, to_text(from), kMostHolidays)) {
    const auto day = parse_day(holiday.day);
    if (day && *day <= to) off[*day] = {"holiday", holiday.name_ro, holiday.name_en};
  }
}

void add_closures(const network::Directory& directory, UnitId unit, Day from, Day to,
                  std::map<Day, Calendar::DayOff>& off) {
  for (const network::Closure& closure : directory.closures(unit)) {
    const auto first = parse_day(closure.from);
    const auto last = parse_day(closure.to);
    if (!first || !last) continue;
    for (Day day = std::max(*first, from); day <= std::min(*last, to); day += days(1))
      off[day] = {"closure", closure.reason_ro, closure.reason_en};
  }
}

}  // namespace

Calendar unit_calendar(const network::Directory& directory, UnitId id, Acting acting, Millis around) {
  const network::Unit* unit = directory.unit(id);
  const std::string zone =
      unit != nullptr && !unit->time_zone.empty() ? unit->time_zone : std::string(kHomeZone);
  if (acting == Acting::everyday) return Calendar::always(zone);
  const Day now = Day(std::chrono::floor<days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(around))));
  const Day from = now - kBefore;
  const Day to = now + kAfter;
  std::map<Day, Calendar::DayOff> off;
  if (acting == Acting::home) {
    const network::Unit* department = directory.unit("department");
    if (department != nullptr) add_holidays(directory, department->id, from, to, off);
    return Calendar(std::string(kHomeZone), monday_to_friday(8 * 60 + 30, 16 * 60 + 30), std::move(off));
  }
  std::vector<Calendar::Shift> shifts;
  for (const network::Hours& hours : directory.hours(id)) shifts.push_back({hours.day, hours.from, hours.to});
  if (shifts.empty()) shifts = monday_to_friday(9 * 60, 17 * 60);
  add_holidays(directory, id, from, to, off);
  add_closures(directory, id, from, to, off);
  return Calendar(zone, std::move(shifts), std::move(off));
}

}  // namespace aproape::deadlines
