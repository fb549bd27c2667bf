#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/answer.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/service.hpp"

namespace aproape::cases {
namespace {

template <std::size_t N>
void check_one_of(std::string_view field, std::string_view value,
                  const std::array<std::string_view, N>& allowed) {
  if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
    throw Error("case.invalid", {{std::string(field), "field.invalid"}});
}

constexpr std::array<std::string_view, 4> kUrgencies = {"P1", "P2", "P3", "P4"};
constexpr std::array<std::string_view, 4> kFamilies = {"service", "assistance", "protection", "information"};
constexpr std::array<std::string_view, 5> kResolutions = {"answered", "information", "duplicate", "spam",
                                                          "no_reply_needed"};
constexpr std::array<std::string_view, 3> kWaitingKinds = {"citizen", "mission", "authority"};

void check_open(const Case& c) {
  if (c.status == "closed") throw Error(ErrorKind::conflict, "case.closed");
  if (!c.merged_into.empty()) throw Error(ErrorKind::conflict, "case.merged");
}

// The status of an open case whose snooze or wait ended.
std::string working_status(const Case& c) {
  if (!c.waiting_on.kind.empty()) return "waiting";
  return c.holder.empty() && c.status == "new" ? "new" : "open";
}

}  // namespace

Case Service::change(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                     const Change& change) {
  Case c = for_change(tx, scope, id, version);
  const Case before = c;
  json::Array fields;
  const auto take = [&](const std::optional<std::string>& value, std::string& into, std::string_view name) {
    if (!value || *value == into) return;
    into = *value;
    fields.emplace_back(name);
  };
  take(change.subject, c.subject, "subject");
  take(change.urgency, c.urgency, "urgency");
  take(change.category, c.category, "category");
  take(change.subcategory, c.subcategory, "subcategory");
  take(change.language, c.language, "language");
  take(change.family, c.family, "family");
  if (c.subject.empty() || c.subject.size() > 1000)
    throw Error("case.invalid", {{"subject", "field.invalid"}});
  check_one_of("urgency", c.urgency, kUrgencies);
  check_one_of("family", c.family, kFamilies);
  if (change.subject) search_.add_to_case(tx, id, c.subject);
  keep_correction(tx, scope, before, c);
  return save(tx, scope, std::move(c), "case.updated", "properties",
              json::write(json::Object{{"fields", fields}}));
}

Case Service::assign(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                     AccountId holder, UnitId unit) {
  Case c = for_change(tx, scope, id, version);
  check_open(c);
  c.holder = holder;
  if (!unit.empty()) c.unit = unit;
  if (c.status == "new" && !holder.empty()) c.status = "open";
  json::Object data{{"holder", holder.empty() ? json::Value() : json::Value(holder.str())}};
  if (!unit.empty()) data.set("unit", unit.str());
  return save(tx, scope, std::move(c), "case.assigned", "holder", json::write(data));
}

Case Service::transfer(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version, UnitId unit,
                       std::string_view note) {
  Case c = for_change(tx, scope, id, version);
  check_open(c);
  if (unit.empty()) throw Error("case.invalid", {{"unit", "field.required"}});
  const UnitId from = c.unit;
  c.unit = unit;
  c.holder = {};
  c.placed_by = {"staff", {}};
  if (!note.empty()) {
    const Note written{make_id<NoteId>(), scope.account(), {}, std::string(note), database_.clock().now()};
    repository::insert(tx, id, written);
  }
  return save(tx, scope, std::move(c), "case.transferred", "unit",
              json::write(json::Object{{"from", from.str()}, {"to", unit.str()}}));
}

Case Service::close(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                    std::string_view resolution, std::string_view note) {
  Case c = for_change(tx, scope, id, version);
  check_open(c);
  check_one_of("resolution", resolution, kResolutions);
  const Millis now = database_.clock().now();
  if (!note.empty())
    repository::insert(tx, id, Note{make_id<NoteId>(), scope.account(), {}, std::string(note), now});
  set_closed(c, resolution, now);
  return save(tx, scope, std::move(c), "case.closed", "status",
              json::write(json::Object{{"resolution", resolution}}));
}

Case Service::reopen(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version) {
  Case c = for_change(tx, scope, id, version);
  if (c.status != "closed") throw Error(ErrorKind::conflict, "case.not_closed");
  c.status = "open";
  c.closed_at.reset();
  c.resolution.clear();
  return save(tx, scope, std::move(c), "case.reopened", "status", "{}", deadlines::Turn::reopened);
}

Case Service::snooze(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                     std::optional<Millis> until) {
  Case c = for_change(tx, scope, id, version);
  check_open(c);
  if (until && *until <= database_.clock().now()) throw Error("case.invalid", {{"until", "field.past"}});
  c.snoozed_until = until;
  c.status = until ? "snoozed" : working_status(c);
  if (until) tx.enqueue({"case.wake", "{}", {}, *until, 0});
  return save(tx, scope, std::move(c), until ? "case.snoozed" : "case.woken", "status",
              until ? json::write(json::Object{{"until", to_rfc3339(*until)}}) : "{}");
}

Case Service::wait(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                   const Waiting& on) {
  Case c = for_change(tx, scope, id, version);
  check_open(c);
  if (!on.kind.empty()) check_one_of("kind", on.kind, kWaitingKinds);
  c.waiting_on = on;
  c.waiting_on.since = database_.clock().now();
  if (on.kind.empty()) c.waiting_on = {};
  if (!on.kind.empty()) c.answer_due = false;
  if (c.status != "snoozed") c.status = on.kind.empty() ? "open" : "waiting";
  return save(tx, scope, std::move(c), "case.waiting", "waiting_on",
              json::write(json::Object{{"kind", on.kind}}));
}

void Service::mark_read(db::Tx& tx, const access::Scope& scope, CaseId id) {
  (void)get(tx, scope, id);
  repository::mark_read(tx, scope.account(), id, database_.clock().now());
}

int Service::wake_snoozed(db::Tx& tx) {
  const access::Scope scope = access::Scope::system("case.wake");
  int woken = 0;
  for (const CaseId id : repository::snoozed_until(tx, database_.clock().now(), 200)) {
    Case c = for_change(tx, scope, id, 0);
    c.snoozed_until.reset();
    c.status = "open";
    c.status = working_status(c);
    save(tx, scope, std::move(c), "case.woken", "status", "{}");
    ++woken;
  }
  return woken;
}

}  // namespace aproape::cases
