#pragma once

#include <string>
#include <vector>

namespace aproape::deadlines {

enum class Kind {
  service,  // what we promise: counted in opening time, may pause
  legal,    // what the law gives: never pauses, may be extended once by the head of the institution
  expiry,   // when something loses its force
};

enum class Unit { minutes, hours, working_days, days, months };

// Whose calendar counts.
enum class Acting {
  unit,      // opening time and days off of the unit that holds the case
  home,      // Bucharest: where the institution is
  everyday,  // day and night, in the zone of the unit
};

// What starts a clock.
enum class Start {
  opened,  // the case was opened (its registration)
  wrote,   // the citizen wrote and waits for an answer; again with each first message after an answer
  marked,  // staff says so, with the moment from which it runs
};

// What ends it. Closing the case ends every clock.
enum class Stop { acted, answered, closed, marked };

// One term, as catalog/deadlines.csv names it.
struct Rule {
  std::string code;  // "service.p3.answer"
  Kind kind = Kind::service;
  std::string name_ro;
  std::string name_en;
  int amount = 0;
  Unit unit = Unit::hours;
  Acting acting = Acting::unit;
  Start start = Start::opened;
  Stop stop = Stop::answered;
  bool pauses = false;            // stands still while we wait for the citizen
  bool next_working_day = false;  // a last day on which nobody works moves to the next working day
  int extension = 0;              // in `unit`; 0: cannot be extended
  // Cases that it is for; empty lists do not restrict.
  std::vector<std::string> urgencies;
  std::vector<std::string> channels;
  std::vector<std::string> categories;      // "PET" or "PET.petition"
  std::vector<std::string> not_categories;  // categories with a term of their own
  // Shares of the time in percent at which it speaks up, rising. Above 100: again so long after it was
  // missed.
  std::vector<int> warnings;
  std::string basis;       // the law or decision
  std::string valid_from;  // dates; empty: no bound
  std::string valid_to;
};

}  // namespace aproape::deadlines
