#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace aproape::i18n {

// A moment on the calendar and the clock of a zone.
struct LocalTime {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int weekday = 1;         // 1 Monday to 7 Sunday (ISO 8601)
  int offset_minutes = 0;  // from UTC, with summer time
};

// Whether the system's time zone data know an IANA name ("Europe/Bucharest").
[[nodiscard]] bool is_zone(std::string_view zone);

// The moment in a zone; an unknown zone counts as UTC. Thread-safe.
[[nodiscard]] LocalTime to_local(Millis at, std::string_view zone);

// The moment of a wall clock reading. A reading that summer time skips gives the moment after the gap, one
// that comes twice gives the first. Fields weekday and offset_minutes are not read.
[[nodiscard]] Millis from_local(const LocalTime& local, std::string_view zone);

// "24 noiembrie 2026" / "24 November 2026".
[[nodiscard]] std::string date_long(Millis at, std::string_view zone, std::string_view language);
// "24 noiembrie 2026, ora 14:30" / "24 November 2026, 14:30".
[[nodiscard]] std::string date_time_long(Millis at, std::string_view zone, std::string_view language);
// "24.11.2026" / "24/11/2026", and "14:30".
[[nodiscard]] std::string date_short(Millis at, std::string_view zone, std::string_view language);
[[nodiscard]] std::string clock_time(Millis at, std::string_view zone);
// "luni" / "Monday"; day 1 to 7.
[[nodiscard]] std::string weekday_name(int weekday, std::string_view language);
[[nodiscard]] std::string month_name(int month, std::string_view language);

// "3 ore" / "3 hours", "20 de minute": the largest unit that is at least one (days, hours, minutes), rounded
// down; under a minute "sub un minut" / "under a minute".
[[nodiscard]] std::string duration(Millis length, std::string_view language);

}  // namespace aproape::i18n
