#include "api/network_json.hpp"

#include <array>
#include <cstdio>

#include "api/body.hpp"
#include "base/error.hpp"

namespace aproape::api {
namespace {

std::string clock_of(int minute) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%02d:%02d", (minute / 60) % 100, minute % 60);
  return out.data();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

json::Object unit_json(const network::Unit& unit) {
  return json::Object{{"id", unit.id.str()},
                      {"code", unit.code},
                      {"kind", unit.kind},
                      {"post", or_null(unit.post)},
                      {"parent", unit.parent.empty() ? json::Value(nullptr) : json::Value(unit.parent.str())},
                      {"name_ro", unit.name_ro},
                      {"name_en", unit.name_en},
                      {"country", or_null(unit.country)},
                      {"city", or_null(unit.city)},
                      {"time_zone", unit.time_zone},
                      {"address", or_null(unit.address)},
                      {"email", or_null(unit.email)},
                      {"phone", or_null(unit.phone)},
                      {"emergency_phone", or_null(unit.emergency_phone)},
                      {"valid_from", or_null(unit.valid_from)},
                      {"valid_to", or_null(unit.valid_to)},
                      {"version", unit.version}};
}

json::Object mission_json(const network::Directory& directory, const network::Unit& unit, Millis at) {
  json::Object mission = unit_json(unit);
  json::Array hours;
  for (const network::Hours& h : directory.hours(unit.id))
    hours.push_back(json::Object{{"day", h.day}, {"from", clock_of(h.from)}, {"to", clock_of(h.to)}});
  json::Array closures;
  for (const network::Closure& closure : directory.closures(unit.id))
    closures.push_back(closure_json(closure));
  const network::Opening opening = directory.opening(unit.id, at);
  json::Array holidays;
  for (const network::Holiday& h : directory.holidays(unit.id, opening.local_time.substr(0, 10), 20))
    holidays.push_back(json::Object{
        {"day", h.day}, {"country", h.country}, {"name_ro", h.name_ro}, {"name_en", or_null(h.name_en)}});
  mission.set("hours", std::move(hours));
  mission.set("closures", std::move(closures));
  mission.set("open_now", opening.open);
  mission.set("closed_by", or_null(opening.reason));
  mission.set("local_time", opening.local_time);
  mission.set("holidays", std::move(holidays));
  return mission;
}

json::Object closure_json(const network::Closure& closure) {
  return json::Object{{"id", closure.id.str()},
                      {"from", closure.from},
                      {"to", closure.to},
                      {"reason_ro", closure.reason_ro},
                      {"reason_en", closure.reason_en}};
}

json::Object competence_json(const network::Competence& c) {
  return json::Object{{"id", c.id.str()},
                      {"country", c.country},
                      {"district", or_null(c.district)},
                      {"places", or_null(c.places)},
                      {"unit", c.unit.str()},
                      {"service", or_null(c.service)},
                      {"valid_from", or_null(c.valid_from)},
                      {"valid_to", or_null(c.valid_to)},
                      {"to_verify", c.to_verify},
                      {"basis", or_null(c.basis)},
                      {"version", c.version}};
}

int minute_of(const std::string& clock, const char* field) {
  const bool shaped = clock.size() == 5 && clock[2] == ':' && is_digit(clock[0]) && is_digit(clock[1]) &&
                      is_digit(clock[3]) && is_digit(clock[4]);
  if (!shaped) throw Error("field.invalid", {{field, "field.clock"}});
  const int hour = (clock[0] - '0') * 10 + (clock[1] - '0');
  const int minute = (clock[3] - '0') * 10 + (clock[4] - '0');
  if (hour > 24 || minute > 59) throw Error("field.invalid", {{field, "field.clock"}});
  return hour * 60 + minute;
}

}  // namespace aproape::api
