#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/deadlines/model.hpp"
#include "domain/network/service.hpp"

namespace aproape::deadlines {

// The clocks of cases. `cases` calls it, has checked what the scope may, and writes the history, event and
// audit of a change by staff. A clock runs from the fact (the opening, the citizen's message), not from the
// moment at which we understood what it was: who classifies anew does not win time. Thread-safe.
class Service {
 public:
  Service(db::Database& database, network::Service& network);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Brings the clocks of a case in line with what it is now: starts those that its rules ask for, pauses,
  // resumes, stops, counts anew where another unit acts, cancels what no longer fits. Gives the next moment
  // at which one is due. Calling it twice changes nothing more.
  std::optional<Millis> follow(db::Tx& tx, const Matter& matter, Turn turn);

  // The clocks of a case as they stand before a change, for undo_of() after it.
  [[nodiscard]] std::vector<Clock> standing(db::Tx& tx, CaseId id) const;
  // What a change did to the clocks that stood `before`, as a text for take_back().
  [[nodiscard]] std::string undo_of(db::Tx& tx, CaseId id, const std::vector<Clock>& before) const;
  // Sets those clocks back as if the change had never been, so that they run without a gap; a clock to which
  // something else happened since stays. The caller follows with follow().
  void take_back(db::Tx& tx, CaseId id, std::string_view undo);
  // A clock that lies with `from` runs on for `to`, where cases are merged; the caller follows with follow().
  void move(db::Tx& tx, ClockId id, CaseId from, CaseId to);

  // All clocks of a case, those that run first, each with the periods that it counted.
  [[nodiscard]] std::vector<Explained> of_case(db::Tx& tx, CaseId id);
  // Throws Error{not_found, "clock.not_found"}.
  [[nodiscard]] Explained get(db::Tx& tx, ClockId id);

  // The head of the institution gives a legal term its longer form, once, before it has passed (OG 27/2002
  // art. 9). Throws Error{forbidden} without "deadline.extend" in the case's unit, {conflict,
  // "clock.not_extendable"} and {invalid} without a reason.
  Explained extend(db::Tx& tx, const access::Scope& scope, const Matter& matter, ClockId id,
                   std::string_view reason);
  // Starts a term that only staff can know of ("legal.petition.forward"), from `since`, at most ten years
  // back and not in the future. Throws Error{not_found, "rule.not_found"} where the case has no such term to
  // start, {conflict, "clock.runs"} where it runs already.
  Explained start(db::Tx& tx, const Matter& matter, std::string_view rule, Millis since);
  // The rules of which start() would start one now.
  [[nodiscard]] std::vector<Rule> startable(db::Tx& tx, const Matter& matter) const;
  // Ends such a term. Throws Error{conflict, "clock.not_running"}.
  Explained stop(db::Tx& tx, const Matter& matter, ClockId id);

  // What a rule would give for a unit from a moment on, longer or not: the question "what if".
  [[nodiscard]] Explained what_if(std::string_view rule, UnitId unit, Millis since, bool extended);
  // When `share` percent of a term are over, 1 to 100; nullopt where it has no due moment.
  [[nodiscard]] static std::optional<Millis> reached(const Explained& term, int share);

  // Tells, as events "clock.warned" (data: clock, rule, share), every share of a term that was reached. Gives
  // how many; at most `limit` a call.
  int warn(db::Tx& tx, int limit);

  [[nodiscard]] const Rules& rules() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::deadlines
