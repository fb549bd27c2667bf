#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/error.hpp"
#include "i18n/dates.hpp"

namespace aproape::i18n {
namespace {

// The zone of an IANA name, nullptr where ICU does not know it. Zones are made once and live for ever.
const icu::TimeZone* known_zone(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<icu::TimeZone>, std::less<>> zones;
  const std::lock_guard lock(mutex);
  const auto found = zones.find(name);
  if (found != zones.end()) return found->second.get();
  if (name.size() > 64 || zones.size() > 1000) return nullptr;
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())))));
  if (*zone == icu::TimeZone::getUnknown()) zone.reset();
  return zones.emplace(name, std::move(zone)).first->second.get();
}

const icu::TimeZone& zone_or_utc(std::string_view name) {
  const icu::TimeZone* zone = known_zone(name);
  return zone != nullptr ? *zone : *icu::TimeZone::getGMT();
}

icu::GregorianCalendar calendar_in(std::string_view zone) {
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(zone_or_utc(zone), status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "i18n.calendar");
  return calendar;
}

}  // namespace

bool is_zone(std::string_view zone) {
  return known_zone(zone) != nullptr;
}

LocalTime to_local(Millis at, std::string_view zone) {
  icu::GregorianCalendar calendar = calendar_in(zone);
  UErrorCode status = U_ZERO_ERROR;
  calendar.setTime(static_cast<double>(at), status);
  const auto get = [&](UCalendarDateFields field) { return static_cast<int>(calendar.get(field, status)); };
  LocalTime local;
  local.year = get(UCAL_YEAR);
  local.month = get(UCAL_MONTH) + 1;
  local.day = get(UCAL_DATE);
  local.hour = get(UCAL_HOUR_OF_DAY);
  local.minute = get(UCAL_MINUTE);
  local.second = get(UCAL_SECOND);
  const int from_sunday = get(UCAL_DAY_OF_WEEK);  // 1 Sunday to 7 Saturday
  local.weekday = from_sunday == 1 ? 7 : from_sunday - 1;
  local.offset_minutes = (get(UCAL_ZONE_OFFSET) + get(UCAL_DST_OFFSET)) / static_cast<int>(kMinute);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "i18n.calendar");
  return local;
}

Millis from_local(const LocalTime& local, std::string_view zone) {
  icu::GregorianCalendar calendar = calendar_in(zone);
  calendar.setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
  calendar.setSkippedWallTimeOption(UCAL_WALLTIME_NEXT_VALID);
  calendar.clear();
  calendar.set(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);
  UErrorCode status = U_ZERO_ERROR;
  const double at = calendar.getTime(status);
  if (U_FAILURE(status)) throw Error(ErrorKind::invalid, "i18n.date");
  return static_cast<Millis>(at);
}

}  // namespace aproape::i18n
