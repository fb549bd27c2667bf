#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "domain/deadlines/compute.hpp"

namespace aproape::deadlines {
namespace {

std::vector<std::string> parts(const std::string& text, char separator) {
  std::vector<std::string> found;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) found.push_back(part);
  return found;
}

std::vector<Calendar::Shift> shifts(const std::string& name) {
  std::vector<Calendar::Shift> all;
  for (int day = 1; day <= 7; ++day) {
    const bool weekday = name == "sunday" ? day != 5 && day != 6 : day <= 5;
    if (name == "always") all.push_back({day, 0, 1440});
    if (name == "night") all.insert(all.end(), {{day, 0, 120}, {day, 1320, 1440}});
    if ((name == "counter" || name == "sunday") && weekday) all.push_back({day, 540, 780});
    if (name == "split" && weekday) all.insert(all.end(), {{day, 840, 1020}, {day, 510, 750}});
  }
  return all;
}

Unit unit(const std::string& name) {
  return name == "minutes"        ? Unit::minutes
         : name == "hours"        ? Unit::hours
         : name == "working_days" ? Unit::working_days
         : name == "days"         ? Unit::days
                                  : Unit::months;
}

}  // namespace

// tests/golden/make_deadlines.py counted these minute by minute: every time zone of the network, both changes
// of the clock, leap days, the turn of the year, months of different length, days off, pauses.
TEST_CASE("due moments are those of the slow count, in every time zone of the network") {
  std::ifstream file("tests/golden/deadlines.tsv");
  REQUIRE(file);
  int read = 0;
  for (std::string line; std::getline(file, line); ++read) {
    const auto column = parts(line, '\t');
    REQUIRE(column.size() == 9);
    CAPTURE(line);
    std::map<Day, Calendar::DayOff> off;
    for (const std::string& day : parts(column[2], '|')) off[*parse_day(day)] = {"holiday", "Ziua", "Day"};
    std::vector<Pause> pauses;
    for (const std::string& pause : parts(column[7], '|')) {
      const auto slash = pause.find('/');
      pauses.push_back({*from_rfc3339(pause.substr(0, slash)), from_rfc3339(pause.substr(slash + 1))});
    }
    const Calendar calendar(column[0], shifts(column[1]), off);
    const Term term{std::stoi(column[4]), unit(column[3]), true, column[5] == "next_working_day"};
    const Millis start = *from_rfc3339(column[6]);
    const Deadline deadline = compute(term, calendar, start, pauses, start);
    REQUIRE(deadline.due);
    CHECK(to_rfc3339(*deadline.due) == column[8]);
    // The explanation has no gap and ends where the term ends.
    Millis at = start;
    for (const Span& span : deadline.spans) {
      CHECK(span.from == at);
      CHECK(span.to > span.from);
      at = span.to;
    }
    CHECK(at == *deadline.due);
  }
  CHECK(read > 250);
}

}  // namespace aproape::deadlines
