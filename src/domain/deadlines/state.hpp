#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "domain/deadlines/repository.hpp"
#include "domain/deadlines/service.hpp"
#include "domain/deadlines/unit_calendar.hpp"
#include "domain/deadlines/warnings.hpp"

namespace aproape::deadlines {

// Begins or ends the pause of a clock.
inline void set_pause(Clock& clock, bool still, Millis now) {
  const bool stands = !clock.pauses.empty() && !clock.pauses.back().to;
  if (still && !stands) clock.pauses.push_back({now, std::nullopt});
  if (!still && stands) clock.pauses.back().to = now;
  clock.state = still ? "paused" : "running";
}

// The parts of deadlines::Service, which is spread over service.cpp and undo.cpp.
struct Service::State {
  db::Database& database;
  network::Service& network;
  const Rules& rules;

  // Calendars of the present network, made when first asked for.
  std::mutex guard;
  std::shared_ptr<const network::Directory> directory;
  std::map<std::tuple<UnitId, Acting>, std::shared_ptr<const Calendar>> calendars;
  Millis made_at = 0;

  [[nodiscard]] Millis now() const { return database.clock().now(); }

  std::shared_ptr<const Calendar> calendar(UnitId unit, Acting acting) {
    auto present = network.directory();
    const std::lock_guard lock(guard);
    // Holidays are taken for some years around today, so a calendar does not live for ever.
    if (present != directory || now() - made_at > 30 * kDay) {
      calendars.clear();
      directory = std::move(present);
      made_at = now();
    }
    auto& found = calendars[{unit, acting}];
    if (!found) found = std::make_shared<const Calendar>(unit_calendar(*directory, unit, acting, now()));
    return found;
  }

  Explained explain(Clock clock, const Rule& rule) {
    const auto counting = calendar(clock.unit, rule.acting);
    const Millis until = clock.stopped_at.value_or(now());
    Deadline deadline = compute(term_of(rule, clock.extended_at.has_value()), *counting, clock.started_at,
                                clock.pauses, until);
    return {std::move(clock), rule, std::move(deadline), counting->zone()};
  }

  // Sets what follows from start, pauses and calendar.
  void count(Clock& clock, const Rule& rule) {
    const Deadline deadline = explain(clock, rule).deadline;
    clock.due_at = deadline.due;
    clock.warn_at.reset();
    if (const auto warning = next_warning(deadline, rule.warnings, clock.warned)) clock.warn_at = warning->at;
  }

  Clock begin(db::Tx& tx, const Matter& matter, const Rule& rule, Millis since) {
    Clock clock;
    clock.id = make_id<ClockId>();
    clock.case_id = matter.id;
    clock.rule = rule.code;
    clock.unit = matter.unit;
    clock.started_at = since;
    if (rule.pauses && matter.waits) set_pause(clock, true, std::max(since, now()));
    count(clock, rule);
    repository::insert(tx, clock);
    return clock;
  }

  void end(Clock& clock, std::string_view state, std::string_view by) {
    if (!clock.pauses.empty() && !clock.pauses.back().to) clock.pauses.back().to = now();
    clock.state = state;
    clock.ended_by = by;
    clock.stopped_at = now();
    clock.warn_at.reset();
  }

  // Writes a clock that was set back to an earlier state. Where it lives again, a later one of its rule gives
  // way: the older message has waited longer.
  void run_again(db::Tx& tx, Clock& clock, std::vector<Clock>& all) {
    if (const Rule* rule = rules.find(clock.rule); rule != nullptr && clock.live()) count(clock, *rule);
    repository::update(tx, clock);
    if (!clock.live()) return;
    for (Clock& other : all) {
      if (other.id == clock.id || other.rule != clock.rule || !other.live()) continue;
      end(other, "cancelled", "unfit");
      repository::update(tx, other);
    }
  }

  // The case is open again. Where staff took the closing back, what it had ended runs on without a gap; where
  // the citizen wrote, his message begins new terms and the old ones stay as they are.
  void after_closing(db::Tx& tx, const Matter& matter, std::vector<Clock>& clocks, bool taken_back) {
    for (Clock& clock : clocks) {
      if (clock.ended_by != "closed") continue;
      if (!taken_back) {
        clock.ended_by = "let_go";
        repository::update(tx, clock);
        continue;
      }
      if (matter.waits && !clock.pauses.empty() && clock.pauses.back().to == clock.stopped_at)
        clock.pauses.back().to.reset();
      const bool paused = !clock.pauses.empty() && !clock.pauses.back().to;
      clock.state = paused ? "paused" : "running";
      clock.stopped_at.reset();
      clock.ended_by.clear();
      run_again(tx, clock, clocks);
    }
  }

  Clock live_clock(db::Tx& tx, const Matter& matter, ClockId id) {
    auto clock = repository::find(tx, id);
    if (!clock || clock->case_id != matter.id) throw Error(ErrorKind::not_found, "clock.not_found");
    if (!clock->live()) throw Error(ErrorKind::conflict, "clock.not_running");
    return *clock;
  }

  // Whether staff may start this term for the case now.
  [[nodiscard]] bool by_staff(const Rule& rule, const Matter& matter) const {
    return rule.start == Start::marked && matter.open &&
           Rules::fits(rule, matter.facts, to_rfc3339(now()).substr(0, 10));
  }

  const Rule& rule_of(const Clock& clock) {
    const Rule* rule = rules.find(clock.rule);
    if (rule == nullptr) throw Error(ErrorKind::not_found, "rule.not_found");
    return *rule;
  }
};

}  // namespace aproape::deadlines
