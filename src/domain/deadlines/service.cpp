#include "domain/deadlines/service.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/deadlines/repository.hpp"
#include "domain/deadlines/state.hpp"
#include "domain/deadlines/warnings.hpp"

namespace aproape::deadlines {
namespace {

constexpr Millis kLongestPast = 3660 * kDay;
constexpr std::size_t kMostReason = 2000;

bool same(const Clock& a, const Clock& b) {
  return a.unit == b.unit && a.state == b.state && a.due_at == b.due_at && a.warn_at == b.warn_at;
}

}  // namespace

Service::Service(db::Database& database, network::Service& network)
    : state_(new State{database, network, Rules::carried(), {}, network.directory(), {}, 0}) {}

Service::~Service() = default;

const Rules& Service::rules() const {
  return state_->rules;
}

std::optional<Millis> Service::follow(db::Tx& tx, const Matter& matter, Turn turn) {
  const Millis now = state_->now();
  std::vector<Clock> clocks = repository::of_case(tx, matter.id);
  std::optional<Millis> inherited;  // the start of an answer's clock whose rule no longer fits
  const std::string day = to_rfc3339(now).substr(0, 10);
  if (matter.open && turn != Turn::same) state_->after_closing(tx, matter, clocks, turn == Turn::reopened);
  for (Clock& clock : clocks) {
    if (!clock.live()) continue;
    const Clock before = clock;
    const Rule* rule = state_->rules.find(clock.rule);
    const bool done = !matter.open || rule == nullptr || (rule->stop == Stop::acted && matter.acted) ||
                      (rule->stop == Stop::answered && turn == Turn::we_answered);
    if (done) {
      // Of two reasons the answer is the one that stays: who opens the case again has still answered.
      const bool kept =
          matter.open || (rule != nullptr && rule->stop == Stop::answered && turn == Turn::we_answered);
      state_->end(clock, "stopped", kept ? "kept" : "closed");
    } else if (rule->start != Start::marked && !Rules::fits(*rule, matter.facts, day)) {
      if (rule->start == Start::wrote) inherited = clock.started_at;
      state_->end(clock, "cancelled", "unfit");
    } else {
      if (rule->pauses) set_pause(clock, matter.waits, now);
      clock.unit = matter.unit;
      if (clock.unit != before.unit || clock.state != before.state) state_->count(clock, *rule);
    }
    if (!same(clock, before)) repository::update(tx, clock);
  }
  if (matter.open) {
    for (const Rule& rule : state_->rules.all()) {
      if (rule.start == Start::marked || !Rules::fits(rule, matter.facts, day)) continue;
      const bool had = std::any_of(clocks.begin(), clocks.end(), [&](const Clock& clock) {
        return clock.rule == rule.code && (clock.live() || rule.start == Start::opened);
      });
      if (had || (rule.stop == Stop::acted && matter.acted)) continue;
      if (rule.start == Start::opened) {
        clocks.push_back(state_->begin(tx, matter, rule, matter.opened_at));
      } else if (turn == Turn::citizen_wrote || inherited) {
        clocks.push_back(state_->begin(tx, matter, rule, inherited.value_or(matter.wrote_at.value_or(now))));
      }
    }
  }
  std::optional<Millis> next;
  for (const Clock& clock : clocks)
    if (clock.live() && clock.due_at && (!next || *clock.due_at < *next)) next = clock.due_at;
  return next;
}

std::vector<Explained> Service::of_case(db::Tx& tx, CaseId id) {
  std::vector<Explained> all;
  for (Clock& clock : repository::of_case(tx, id))
    if (const Rule* rule = state_->rules.find(clock.rule))
      all.push_back(state_->explain(std::move(clock), *rule));
  std::stable_sort(all.begin(), all.end(), [](const Explained& a, const Explained& b) {
    if (a.clock.live() != b.clock.live()) return a.clock.live();
    return a.clock.due_at.value_or(0) < b.clock.due_at.value_or(0);
  });
  return all;
}

Explained Service::get(db::Tx& tx, ClockId id) {
  auto clock = repository::find(tx, id);
  if (!clock) throw Error(ErrorKind::not_found, "clock.not_found");
  return state_->explain(*clock, state_->rule_of(*clock));
}

Explained Service::extend(db::Tx& tx, const access::Scope& scope, const Matter& matter, ClockId id,
                          std::string_view reason) {
  if (!scope.may("deadline.extend", matter.unit)) throw Error(ErrorKind::forbidden, "auth.forbidden");
  if (reason.empty() || reason.size() > kMostReason)
    throw Error("field.invalid", {{"reason", reason.empty() ? "field.required" : "field.invalid"}});
  Clock clock = state_->live_clock(tx, matter, id);
  const Rule& rule = state_->rule_of(clock);
  const bool passed = clock.due_at && *clock.due_at <= state_->now();
  if (rule.extension == 0 || clock.extended_at || passed)
    throw Error(ErrorKind::conflict, "clock.not_extendable");
  clock.extended_by = scope.account();
  clock.extended_at = state_->now();
  clock.extended_reason = reason;
  clock.warned = 0;
  state_->count(clock, rule);
  repository::update(tx, clock);
  return state_->explain(clock, rule);
}

Explained Service::start(db::Tx& tx, const Matter& matter, std::string_view code, Millis since) {
  const Millis now = state_->now();
  if (since > now || since < now - kLongestPast) throw Error("field.invalid", {{"since", "field.invalid"}});
  const Rule* rule = state_->rules.find(code);
  if (rule == nullptr || !state_->by_staff(*rule, matter))
    throw Error(ErrorKind::not_found, "rule.not_found");
  for (const Clock& clock : repository::of_case(tx, matter.id))
    if (clock.rule == code && clock.live()) throw Error(ErrorKind::conflict, "clock.runs");
  const Clock clock = state_->begin(tx, matter, *rule, since);
  return state_->explain(clock, *rule);
}

std::vector<Rule> Service::startable(db::Tx& tx, const Matter& matter) const {
  std::vector<Rule> rules;
  const std::vector<Clock> clocks = repository::of_case(tx, matter.id);
  for (const Rule& rule : state_->rules.all()) {
    const bool runs = std::any_of(clocks.begin(), clocks.end(), [&](const Clock& clock) {
      return clock.live() && clock.rule == rule.code;
    });
    if (!runs && state_->by_staff(rule, matter)) rules.push_back(rule);
  }
  return rules;
}

Explained Service::stop(db::Tx& tx, const Matter& matter, ClockId id) {
  Clock clock = state_->live_clock(tx, matter, id);
  const Rule& rule = state_->rule_of(clock);
  if (rule.stop != Stop::marked) throw Error(ErrorKind::conflict, "clock.not_running");
  state_->end(clock, "stopped", "staff");
  repository::update(tx, clock);
  return state_->explain(clock, rule);
}

Explained Service::what_if(std::string_view code, UnitId unit, Millis since, bool extended) {
  const Rule* rule = state_->rules.find(code);
  if (rule == nullptr) throw Error(ErrorKind::not_found, "rule.not_found");
  Clock clock;
  clock.rule = rule->code;
  clock.unit = unit;
  clock.started_at = since;
  if (extended && rule->extension > 0) clock.extended_at = since;
  Explained explained = state_->explain(clock, *rule);
  explained.clock.due_at = explained.deadline.due;
  return explained;
}

std::optional<Millis> Service::reached(const Explained& term, int share) {
  const auto warning = next_warning(term.deadline, {share}, 0);
  return warning ? std::optional(warning->at) : std::nullopt;
}

int Service::warn(db::Tx& tx, int limit) {
  const Millis now = state_->now();
  int told = 0;
  for (Clock& clock : repository::to_warn(tx, now, limit)) {
    const Rule* rule = state_->rules.find(clock.rule);
    if (rule == nullptr) continue;
    const Deadline deadline = state_->explain(clock, *rule).deadline;
    // After a long sleep only the highest share that was reached is told.
    std::optional<Warning> warning = next_warning(deadline, rule->warnings, clock.warned);
    while (warning && warning->at <= now) {
      clock.warned = warning->share;
      warning = next_warning(deadline, rule->warnings, clock.warned);
    }
    clock.warn_at = warning ? std::optional(warning->at) : std::nullopt;
    repository::update(tx, clock);
    tx.publish({"clock.warned", "case", clock.case_id.value, clock.unit.value, 0,
                json::write(
                    json::Object{{"clock", clock.id.str()}, {"rule", clock.rule}, {"share", clock.warned}})});
    ++told;
  }
  return told;
}

}  // namespace aproape::deadlines
