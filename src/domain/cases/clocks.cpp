#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/matter.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/service.hpp"

namespace aproape::cases {
namespace {

std::string clock_data(const deadlines::Explained& one) {
  return json::write(json::Object{{"clock", one.clock.id.str()}, {"rule", one.rule.code}});
}

}  // namespace

deadlines::Matter matter_of(const Case& c) {
  deadlines::Matter matter;
  matter.id = c.id;
  matter.unit = c.unit;
  matter.facts = {c.urgency, c.channel, c.category, c.subcategory};
  matter.opened_at = c.registered_at.value_or(c.created_at);
  matter.open = c.status != "closed" && c.merged_into.empty();
  matter.acted = !c.holder.empty() || c.status != "new";
  matter.waits = c.waiting_on.kind == "citizen";
  return matter;
}

routing::Matter work_of(const Case& c) {
  const bool in_menu = std::find(c.flags.begin(), c.flags.end(), kInMenu) != c.flags.end();
  routing::Matter matter;
  matter.id = c.id;
  matter.unit = c.unit;
  matter.channel = c.channel;
  matter.urgency = c.urgency;
  matter.language = c.language;
  matter.category = c.category;
  matter.holder = c.holder;
  matter.our_turn =
      c.merged_into.empty() && !in_menu && (c.status == "new" || (c.status == "open" && c.answer_due));
  matter.since = c.updated_at;
  return matter;
}

std::optional<Millis> Service::due_of(db::Tx& tx, const Case& c, deadlines::Turn turn) {
  const deadlines::Matter matter = matter_of(c);
  std::optional<Millis> due = deadlines_.follow(tx, matter, turn);
  if (!matter.open) return due;
  for (const std::optional<Millis>& other : {repository::first_task_due(tx, c.id), c.waiting_on.due_at})
    if (other && (!due || *other < *due)) due = other;
  return due;
}

std::vector<deadlines::Explained> Service::clocks(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  return deadlines_.of_case(tx, get(tx, scope, id).id);
}

std::vector<deadlines::Rule> Service::startable(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  return deadlines_.startable(tx, matter_of(get(tx, scope, id)));
}

deadlines::Explained Service::start_clock(db::Tx& tx, const access::Scope& scope, CaseId id,
                                          std::string_view rule, Millis since) {
  Case c = for_change(tx, scope, id, 0);
  auto started = deadlines_.start(tx, matter_of(c), rule, since);
  save(tx, scope, std::move(c), "clock.started", "clocks", clock_data(started));
  return started;
}

deadlines::Explained Service::stop_clock(db::Tx& tx, const access::Scope& scope, CaseId id,
                                         deadlines::ClockId clock) {
  Case c = for_change(tx, scope, id, 0);
  auto stopped = deadlines_.stop(tx, matter_of(c), clock);
  save(tx, scope, std::move(c), "clock.stopped", "clocks", clock_data(stopped));
  return stopped;
}

deadlines::Explained Service::extend_clock(db::Tx& tx, const access::Scope& scope, CaseId id,
                                           deadlines::ClockId clock, std::string_view reason) {
  Case c = for_change(tx, scope, id, 0);
  auto extended = deadlines_.extend(tx, scope, matter_of(c), clock, reason);
  save(tx, scope, std::move(c), "clock.extended", "clocks", clock_data(extended));
  return extended;
}

}  // namespace aproape::cases
