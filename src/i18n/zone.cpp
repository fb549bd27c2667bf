#include <date/tz.h>

#include <chrono>
#include <string>

#include "i18n/dates.hpp"

// Time zones of the system (package tzdata, read by the date library), not those that ICU carries:
// governments change their clocks, and the system's data follow with its updates. ICU 72 still has Almaty an
// hour off.
namespace aproape::i18n {
namespace {

using std::chrono::milliseconds;

// The zone of an IANA name, nullptr where the system does not know it. Zones live for ever.
const date::time_zone* known_zone(std::string_view name) {
  // Only names as IANA writes them: the library takes a name for a path below its folder.
  if (name.empty() || name.size() > 64 || name.front() == '/' || name.find("..") != std::string_view::npos)
    return nullptr;
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

const date::time_zone& zone_or_utc(std::string_view name) {
  static const date::time_zone& utc = *date::locate_zone("UTC");
  const date::time_zone* zone = known_zone(name);
  return zone != nullptr ? *zone : utc;
}

}  // namespace

bool is_zone(std::string_view zone) {
  return known_zone(zone) != nullptr;
}

LocalTime to_local(Millis at, std::string_view zone) {
  const date::sys_time<milliseconds> moment{milliseconds(at)};
  const date::sys_info info = zone_or_utc(zone).get_info(moment);
  const date::local_time<milliseconds> wall{moment.time_since_epoch() + info.offset};
  const auto day = date::floor<date::days>(wall);
  const date::year_month_day calendar(day);
  const date::hh_mm_ss<milliseconds> clock(wall - day);
  LocalTime local;
  local.year = static_cast<int>(calendar.year());
  local.month = static_cast<int>(static_cast<unsigned>(calendar.month()));
  local.day = static_cast<int>(static_cast<unsigned>(calendar.day()));
  local.hour = static_cast<int>(clock.hours().count());
  local.minute = static_cast<int>(clock.minutes().count());
  local.second = static_cast<int>(clock.seconds().count());
  local.weekday = static_cast<int>(date::weekday(day).iso_encoding());
  local.offset_minutes = static_cast<int>(date::floor<std::chrono::minutes>(info.offset).count());
  return local;
}

Millis from_local(const LocalTime& local, std::string_view zone) {
  const date::local_days day{date::year(local.year) / local.month / local.day};
  const auto wall = day + std::chrono::hours(local.hour) + std::chrono::minutes(local.minute) +
                    std::chrono::seconds(local.second);
  const date::local_info info = zone_or_utc(zone).get_info(wall);
  if (info.result == date::local_info::nonexistent)
    return date::floor<milliseconds>(info.second.begin.time_since_epoch()).count();
  return milliseconds(wall.time_since_epoch() - info.first.offset).count();
}

}  // namespace aproape::i18n
