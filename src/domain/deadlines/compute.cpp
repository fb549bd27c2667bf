#include "domain/deadlines/compute.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "base/error.hpp"

namespace aproape::deadlines {
namespace {

using std::chrono::days;

constexpr int kLongestDays = 3660;
constexpr Millis kNever = std::numeric_limits<Millis>::max();

int most_of(Unit unit) {
  switch (unit) {
    case Unit::minutes:
      return kLongestDays * 24 * 60;
    case Unit::hours:
      return kLongestDays * 24;
    case Unit::months:
      return 120;
    default:
      return kLongestDays;
  }
}

// Pauses in order, none touching another, cut to what lies after `start`.
std::vector<Period> tidied(const std::vector<Pause>& pauses, Millis start) {
  std::vector<Period> periods;
  for (const Pause& pause : pauses) {
    const Period period{std::max(pause.from, start), pause.to.value_or(kNever)};
    if (period.from < period.to) periods.push_back(period);
  }
  std::sort(periods.begin(), periods.end(), [](const Period& a, const Period& b) { return a.from < b.from; });
  std::vector<Period> joined;
  for (const Period& period : periods) {
    if (!joined.empty() && period.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, period.to);
    } else {
      joined.push_back(period);
    }
  }
  return joined;
}

// `period` without the pauses.
std::vector<Period> without(Period period, const std::vector<Period>& pauses) {
  std::vector<Period> left;
  for (const Period& pause : pauses) {
    if (pause.to <= period.from) continue;
    if (pause.from >= period.to) break;
    if (pause.from > period.from) left.push_back({period.from, pause.from});
    period.from = pause.to;
    if (period.from >= period.to) return left;
  }
  left.push_back(period);
  return left;
}

// Collects the explanation: what lies between two counted periods is told apart as pause or closed time.
class Explainer {
 public:
  Explainer(const Calendar& calendar, const std::vector<Period>& pauses, Millis start)
      : calendar_(calendar), pauses_(pauses), at_(start) {}

  void count(Period period) {
    skip_to(period.from);
    add({Span::What::counted, period.from, period.to, {}, {}, {}});
    at_ = period.to;
  }

  // Everything up to `until` does not count.
  void skip_to(Millis until) {
    for (const Period& pause : pauses_) {
      if (pause.to <= at_ || pause.from >= until) continue;
      close_until(std::min(std::max(pause.from, at_), until));
      const Millis end = std::min(pause.to, until);
      if (at_ < end) add({Span::What::paused, at_, end, {}, {}, {}});
      at_ = std::max(at_, end);
    }
    close_until(until);
  }

  [[nodiscard]] std::vector<Span> take() { return std::move(spans_); }

 private:
  // One span a reason: nights between two working days are "hours", whole days off name what they are.
  void close_until(Millis until) {
    while (at_ < until) {
      const Day day = calendar_.day_of(at_);
      const Millis end = std::min(until, calendar_.end_of(day));
      const auto off = calendar_.off(day);
      Span span{Span::What::closed, at_, end, "hours", {}, {}};
      if (off) {
        span.reason = off->reason;
        span.name_ro = off->name_ro;
        span.name_en = off->name_en;
      }
      add(std::move(span));
      at_ = end;
    }
  }

  void add(Span span) {
    if (span.from >= span.to) return;
    if (!spans_.empty()) {
      Span& last = spans_.back();
      if (last.what == span.what && last.to == span.from && last.reason == span.reason &&
          last.name_ro == span.name_ro) {
        last.to = span.to;
        return;
      }
    }
    spans_.push_back(std::move(span));
  }

  const Calendar& calendar_;
  const std::vector<Period>& pauses_;
  Millis at_;
  std::vector<Span> spans_;
};

Millis passed_of(const std::vector<Span>& spans, Millis now) {
  Millis passed = 0;
  for (const Span& span : spans) {
    if (span.what == Span::What::counted && span.from < now) passed += std::min(span.to, now) - span.from;
  }
  return passed;
}

// Minutes and hours: through working time until the amount is used up.
Deadline through_working_time(Millis total, const Calendar& calendar, Millis start,
                              const std::vector<Period>& pauses, Millis now) {
  if (!calendar.has_shifts()) throw Error(ErrorKind::invalid, "deadline.calendar");
  Deadline deadline;
  deadline.total = total;
  Explainer explain(calendar, pauses, start);
  Millis left = total;
  const Day first = calendar.day_of(start);
  const Millis horizon = !pauses.empty() && pauses.back().to == kNever ? pauses.back().from : kNever;
  for (int n = 0; n <= kLongestDays && left > 0; ++n) {
    const Day day = first + days(n);
    if (calendar.begin_of(day) >= horizon) break;
    for (Period period : calendar.working(day)) {
      period.from = std::max(period.from, start);
      if (period.from >= period.to) continue;
      for (Period piece : without(period, pauses)) {
        if (left == 0) break;
        piece.to = std::min(piece.to, piece.from + left);
        left -= piece.to - piece.from;
        explain.count(piece);
        if (left == 0) deadline.due = piece.to;
      }
    }
  }
  if (left > 0 && horizon == kNever) throw Error(ErrorKind::invalid, "deadline.calendar");
  if (left > 0) explain.skip_to(std::max(now, horizon));
  deadline.spans = explain.take();
  deadline.passed = passed_of(deadline.spans, now);
  return deadline;
}

// Working days: the day of the start does not count, a day counts if work was possible on any part of it.
Deadline through_working_days(int amount, const Calendar& calendar, Millis start,
                              const std::vector<Period>& pauses, Millis now) {
  if (!calendar.has_shifts()) throw Error(ErrorKind::invalid, "deadline.calendar");
  Deadline deadline;
  Explainer explain(calendar, pauses, start);
  const Day first = calendar.day_of(start);
  const Millis horizon = !pauses.empty() && pauses.back().to == kNever ? pauses.back().from : kNever;
  int left = amount;
  for (int n = 1; n <= kLongestDays && left > 0; ++n) {
    const Day day = first + days(n);
    if (calendar.begin_of(day) >= horizon) break;
    bool counts = false;
    for (const Period& period : calendar.working(day)) {
      for (const Period& piece : without(period, pauses)) {
        explain.count(piece);
        counts = true;
        deadline.due = piece.to;
      }
    }
    if (counts) --left;
  }
  if (left > 0) {
    if (horizon == kNever) throw Error(ErrorKind::invalid, "deadline.calendar");
    deadline.due.reset();
    explain.skip_to(std::max(now, horizon));
  }
  deadline.spans = explain.take();
  deadline.passed = passed_of(deadline.spans, now);
  for (const Span& span : deadline.spans)
    if (span.what == Span::What::counted) deadline.total += span.to - span.from;
  return deadline;
}

// The same date so many months later, or the last day of a shorter month.
Day months_later(Day day, int amount) {
  const std::chrono::year_month_day date(day);
  const auto month = date.year() / date.month() + std::chrono::months(amount);
  const std::chrono::year_month_day wanted = month / date.day();
  return wanted.ok() ? Day(wanted) : Day(month / std::chrono::last);
}

// Days and months of a law: every day counts, whoever works.
Deadline through_calendar(const Term& term, const Calendar& calendar, Millis start, Millis now) {
  const Day first = calendar.day_of(start);
  Day last = term.unit == Unit::months ? months_later(first, term.amount) : first + days(term.amount);
  Deadline deadline;
  deadline.spans.push_back({Span::What::counted, start, calendar.end_of(last), {}, {}, {}});
  if (term.next_working_day) {
    if (!calendar.has_shifts()) throw Error(ErrorKind::invalid, "deadline.calendar");
    for (int n = 0; n < kLongestDays && !calendar.is_working_day(last); ++n) {
      const auto off = calendar.off(last);
      last += days(1);
      deadline.spans.push_back({Span::What::closed, calendar.end_of(last - days(1)), calendar.end_of(last),
                                off ? off->reason : std::string(), off ? off->name_ro : std::string(),
                                off ? off->name_en : std::string()});
    }
  }
  deadline.due = calendar.end_of(last);
  deadline.total = *deadline.due - start;
  deadline.passed = std::clamp<Millis>(now - start, 0, deadline.total);
  return deadline;
}

}  // namespace

Term term_of(const Rule& rule, bool extended) {
  return {rule.amount + (extended ? rule.extension : 0), rule.unit, rule.pauses, rule.next_working_day};
}

Deadline compute(const Term& term, const Calendar& calendar, Millis start, const std::vector<Pause>& pauses,
                 Millis now) {
  if (term.amount < 1 || term.amount > most_of(term.unit)) throw Error(ErrorKind::invalid, "deadline.term");
  const std::vector<Period> still = term.pauses ? tidied(pauses, start) : std::vector<Period>();
  switch (term.unit) {
    case Unit::minutes:
      return through_working_time(term.amount * kMinute, calendar, start, still, now);
    case Unit::hours:
      return through_working_time(term.amount * kHour, calendar, start, still, now);
    case Unit::working_days:
      return through_working_days(term.amount, calendar, start, still, now);
    default:
      return through_calendar(term, calendar, start, now);
  }
}

}  // namespace aproape::deadlines
