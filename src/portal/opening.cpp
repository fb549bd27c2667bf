#include "portal/opening.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "i18n/dates.hpp"

namespace aproape::portal {
namespace {

constexpr int kDaysAhead = 21;  // longer closures say their end themselves

std::string minutes(int of_day) {
  char text[8];
  std::snprintf(text, sizeof text, "%02d:%02d", of_day / 60 % 24, of_day % 60);
  return std::string(text);
}

// When the counter opens next; nullopt where not within three weeks.
std::optional<std::string> next_opening(const Visit& visit, const network::Directory& directory,
                                        const network::Unit& unit, Millis at) {
  const std::vector<network::Hours> hours = directory.hours(unit.id);
  i18n::LocalTime day = i18n::to_local(at, unit.time_zone);
  const int now = day.hour * 60 + day.minute;
  day.hour = 12;
  day.minute = day.second = 0;
  const Millis noon = i18n::from_local(day, unit.time_zone);
  for (int ahead = 0; ahead <= kDaysAhead; ++ahead) {
    const Millis there = noon + ahead * kDay;
    const std::string reason = directory.opening(unit.id, there).reason;
    if (reason == "closure" || reason == "holiday") continue;
    const i18n::LocalTime local = i18n::to_local(there, unit.time_zone);
    int first = 24 * 60;
    for (const network::Hours& one : hours)
      if (one.day == local.weekday && (ahead > 0 || one.from > now)) first = std::min(first, one.from);
    if (first == 24 * 60) continue;
    const std::string date = ahead == 0   ? visit.text("portal.today")
                             : ahead == 1 ? visit.text("portal.tomorrow")
                             : ahead < 7  ? i18n::weekday_name(local.weekday, visit.language())
                                          : i18n::date_long(there, unit.time_zone, visit.language());
    return visit.text("portal.day_hour", {{"day", date}, {"hour", minutes(first)}});
  }
  return std::nullopt;
}

std::string why_closed(const Visit& visit, const network::Directory& directory, const network::Unit& unit,
                       const network::Opening& opening) {
  const std::string day = opening.local_time.substr(0, 10);
  if (opening.reason == "closure") {
    for (const network::Closure& closure : directory.closures(unit.id))
      if ((closure.from.empty() || closure.from <= day) && (closure.to.empty() || day <= closure.to))
        return visit.text("portal.closed_today",
                          {{"reason", visit.pick(closure.reason_ro, closure.reason_en)}});
  }
  const auto holidays = directory.holidays(unit.id, day, 1);
  if (opening.reason == "holiday" && !holidays.empty())
    return visit.text("portal.closed_today",
                      {{"reason", visit.pick(holidays.front().name_ro, holidays.front().name_en)}});
  return visit.text("portal.closed_now");
}

}  // namespace

OpeningSign opening_sign(const Visit& visit, const network::Directory& directory, const network::Unit& unit,
                         Millis at) {
  const std::vector<network::Hours> hours = directory.hours(unit.id);
  if (hours.empty()) return {"info", visit.text("portal.hours_unknown")};
  const network::Opening opening = directory.opening(unit.id, at);
  if (opening.open) {
    const i18n::LocalTime local = i18n::to_local(at, unit.time_zone);
    const int now = local.hour * 60 + local.minute;
    int until = 0;
    for (const network::Hours& one : hours)
      if (one.day == local.weekday && one.from <= now && now < one.to) until = std::max(until, one.to);
    return {"good", visit.text("portal.open_until", {{"hour", minutes(until)}})};
  }
  std::string text = why_closed(visit, directory, unit, opening);
  if (const auto next = next_opening(visit, directory, unit, at))
    text += "; " + visit.text("portal.opens", {{"when", *next}});
  return {"bad", std::move(text)};
}

std::string clock_there(const Visit& visit, const network::Unit& unit, Millis at) {
  const i18n::LocalTime local = i18n::to_local(at, unit.time_zone);
  return visit.text("portal.day_hour", {{"day", i18n::weekday_name(local.weekday, visit.language())},
                                        {"hour", minutes(local.hour * 60 + local.minute)}});
}

std::vector<std::pair<std::string, std::string>> week(const Visit& visit, const network::Directory& directory,
                                                      UnitId unit) {
  std::vector<std::pair<std::string, std::string>> days;
  const std::vector<network::Hours> hours = directory.hours(unit);
  for (int day = 1; day <= 7; ++day) {
    std::string times;
    for (const network::Hours& one : hours)
      if (one.day == day) times += (times.empty() ? "" : ", ") + minutes(one.from) + "–" + minutes(one.to);
    if (!times.empty()) days.emplace_back(i18n::weekday_name(day, visit.language()), times);
  }
  return days;
}

}  // namespace aproape::portal
