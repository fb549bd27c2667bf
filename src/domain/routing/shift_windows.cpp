#include "domain/routing/shift_windows.hpp"

#include "i18n/dates.hpp"

namespace aproape::routing {
namespace {

// A minute of a local day; 1440 is the next midnight.
Millis moment_of(const i18n::LocalTime& day, int minute, const std::string& zone) {
  i18n::LocalTime wall = day;
  if (minute >= 24 * 60) {
    i18n::LocalTime noon = day;
    noon.hour = 12;
    noon.minute = noon.second = 0;
    wall = i18n::to_local(i18n::from_local(noon, zone) + kDay, zone);
    minute -= 24 * 60;
  }
  wall.hour = minute / 60;
  wall.minute = minute % 60;
  wall.second = 0;
  return i18n::from_local(wall, zone);
}

}  // namespace

std::vector<Window> windows_of(const std::vector<Shift>& shifts, Millis now) {
  std::vector<Window> windows;
  for (const Shift& shift : shifts) {
    for (int days = -1; days <= 2; ++days) {
      const i18n::LocalTime day = i18n::to_local(now + days * kDay, shift.zone);
      if (day.weekday != shift.day) continue;
      const int end = shift.to > shift.from ? shift.to : shift.to + 24 * 60;
      windows.push_back({moment_of(day, shift.from, shift.zone), moment_of(day, end, shift.zone)});
    }
  }
  return windows;
}

}  // namespace aproape::routing
