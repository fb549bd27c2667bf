#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/deadlines/calendar.hpp"
#include "domain/deadlines/rule.hpp"

namespace aproape::deadlines {

// Time in which a clock stands still; no end: it still does.
struct Pause {
  Millis from = 0;
  std::optional<Millis> to;
};

// How long a term is, apart from the rest of its rule, so that "what if" can ask for another one.
struct Term {
  int amount = 0;
  Unit unit = Unit::hours;
  bool pauses = false;
  bool next_working_day = false;
};
[[nodiscard]] Term term_of(const Rule& rule, bool extended);

// One stretch of the explanation.
struct Span {
  enum class What { counted, closed, paused };
  What what = What::counted;
  Millis from = 0;
  Millis to = 0;
  std::string reason;   // why closed: "hours", "weekend", "holiday", "closure"; empty otherwise
  std::string name_ro;  // of the holiday or closure
  std::string name_en;
};

// A due moment that explains itself.
struct Deadline {
  // A clock that still stands still has no due moment: it moves with every minute of the pause.
  std::optional<Millis> due;
  // From the start to the due moment (to the pause where there is none), without gaps, in order.
  std::vector<Span> spans;
  // Of the term, in milliseconds of counted time: passed until `now`, and in all. Negative time never
  // happens; what is overdue is told by `due`.
  Millis passed = 0;
  Millis total = 0;
};

// The due moment of a term that begins at `start` on a calendar, with the periods that count.
//
// Minutes and hours run through working time alone. Working days: the day of the start does not count, the
// term ends when work ends on the last one. Days and months: the day of the start does not count, the term
// ends with the local day (Regulation 1182/71 art. 3 for months: the same date, or the last day of a shorter
// month); with `next_working_day` a last day off moves on (art. 3(4)). Pauses stop minutes, hours and working
// days, never days and months: those come from the law. A working day counts if work was possible on any part
// of it. Throws Error{invalid, "deadline.term"} for an amount below 1 or above ten years,
// {"deadline.calendar"} where a calendar without working time should count it. Pure.
[[nodiscard]] Deadline compute(const Term& term, const Calendar& calendar, Millis start,
                               const std::vector<Pause>& pauses, Millis now);

}  // namespace aproape::deadlines
