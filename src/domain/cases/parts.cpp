#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/service.hpp"

namespace aproape::cases {
namespace {

constexpr std::array<std::string_view, 5> kRoles = {"requester", "subject", "representative", "relative",
                                                    "witness"};
constexpr std::size_t kLongestText = 200'000;

[[noreturn]] void refuse() {
  throw Error(ErrorKind::not_found, "case.not_found");
}

std::string data_of(std::string_view name, std::string_view id) {
  return json::write(json::Object{{std::string(name), id}});
}

}  // namespace

NoteId Service::add_note(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view text) {
  Case c = for_change(tx, scope, id, 0);
  if (text.empty() || text.size() > kLongestText) throw Error("case.invalid", {{"text", "field.required"}});
  const Note note{make_id<NoteId>(), scope.account(), {}, std::string(text), database_.clock().now()};
  repository::insert(tx, id, note);
  search_.add_to_case(tx, id, text);
  save(tx, scope, std::move(c), "note.added", "notes", data_of("note", note.id.str()));
  return note.id;
}

Task Service::add_task(db::Tx& tx, const access::Scope& scope, CaseId id, const NewTask& what) {
  Case c = for_change(tx, scope, id, 0);
  if (what.title.empty() || what.title.size() > 1000)
    throw Error("case.invalid", {{"title", "field.required"}});
  Task task;
  task.id = make_id<TaskId>();
  task.case_id = id;
  task.title = what.title;
  task.holder = what.holder;
  task.due_at = what.due_at;
  task.created_at = database_.clock().now();
  repository::insert(tx, task);
  save(tx, scope, std::move(c), "task.added", "tasks", data_of("task", task.id.str()));
  return *repository::task(tx, task.id);
}

Task Service::change_task(db::Tx& tx, const access::Scope& scope, TaskId id, const TaskChange& change) {
  auto task = repository::task(tx, id);
  if (!task) refuse();
  Case c = for_change(tx, scope, task->case_id, 0);
  if (change.title) task->title = *change.title;
  if (task->title.empty()) throw Error("case.invalid", {{"title", "field.required"}});
  if (change.holder) task->holder = *change.holder;
  if (change.due_at) task->due_at = *change.due_at;
  if (change.done) task->done_at = *change.done ? std::optional(database_.clock().now()) : std::nullopt;
  repository::update(tx, *task);
  save(tx, scope, std::move(c), task->done_at ? "task.done" : "task.changed", "tasks",
       data_of("task", id.str()));
  return *repository::task(tx, id);
}

RoleId Service::add_role(db::Tx& tx, const access::Scope& scope, CaseId id, const Role& what) {
  Case c = for_change(tx, scope, id, 0);
  if (std::find(kRoles.begin(), kRoles.end(), what.role) == kRoles.end())
    throw Error("case.invalid", {{"role", "field.invalid"}});
  if (what.person.empty() == what.organisation.empty())
    throw Error("case.invalid", {{"person", "field.required"}});
  if (!what.organisation.empty()) {
    const auto organisation = people_.organisation(tx, what.organisation);
    if (!organisation) refuse();
    std::string words = organisation->name;
    for (const people::Identity& identity : organisation->identities) words += ' ' + identity.value;
    search_.add_to_case(tx, id, words);
  }
  if (!what.person.empty()) {
    // Throws where this person is not visible.
    const people::Person person = people_.get(tx, scope, what.person);
    search_.add_to_case(tx, id, person.name);
  }
  Role role = what;
  role.id = make_id<RoleId>();
  repository::insert(tx, id, role);
  if (role.role == "requester" && c.requester.empty()) c.requester = role.person;
  save(tx, scope, std::move(c), "role.added", "roles", data_of("role", role.id.str()));
  return role.id;
}

void Service::drop_role(db::Tx& tx, const access::Scope& scope, CaseId id, RoleId role) {
  Case c = for_change(tx, scope, id, 0);
  if (!repository::remove_role(tx, id, role)) refuse();
  save(tx, scope, std::move(c), "role.removed", "roles", data_of("role", role.str()));
}

CaseGrantId Service::add_grant(db::Tx& tx, const access::Scope& scope, CaseId id, UnitId unit, Millis until,
                               std::string_view reason) {
  Case c = for_change(tx, scope, id, 0);
  // Who sees a case by a grant alone does not pass it on.
  if (!scope.may("case.grant", c.unit)) refuse();
  const Millis now = database_.clock().now();
  if (unit.empty()) throw Error("case.invalid", {{"unit", "field.required"}});
  if (until <= now) throw Error("case.invalid", {{"until", "field.past"}});
  if (reason.empty() || reason.size() > 1000) throw Error("case.invalid", {{"reason", "field.required"}});
  const CaseGrant grant{make_id<CaseGrantId>(), unit, until, std::string(reason), now};
  repository::insert(tx, id, grant);
  db::Event event{"case.granted", "case", id.value, unit.value, scope.account().value, "{}"};
  tx.publish(event);
  save(tx, scope, std::move(c), "case.granted", "grants",
       json::write(json::Object{{"unit", unit.str()}, {"until", to_rfc3339(until)}}));
  return grant.id;
}

void Service::drop_grant(db::Tx& tx, const access::Scope& scope, CaseId id, CaseGrantId grant) {
  Case c = for_change(tx, scope, id, 0);
  if (!scope.may("case.grant", c.unit) || !repository::remove_grant(tx, id, grant)) refuse();
  save(tx, scope, std::move(c), "case.grant_ended", "grants", data_of("grant", grant.str()));
}

std::optional<Draft> Service::draft(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return repository::draft(tx, scope.account(), id);
}

void Service::save_draft(db::Tx& tx, const access::Scope& scope, CaseId id, const Draft& what) {
  (void)get(tx, scope, id);
  if (what.kind != "reply" && what.kind != "note") throw Error("case.invalid", {{"kind", "field.invalid"}});
  Draft draft = what;
  draft.at = database_.clock().now();
  repository::save_draft(tx, scope.account(), id, draft);
}

void Service::drop_draft(db::Tx& tx, const access::Scope& scope, CaseId id) {
  (void)get(tx, scope, id);
  repository::remove_draft(tx, scope.account(), id);
}

std::vector<SavedView> Service::views(db::Tx& tx, const access::Scope& scope) const {
  return repository::views(tx, scope.account());
}

SavedView Service::save_view(db::Tx& tx, const access::Scope& scope, const SavedView& what) {
  SavedView view = what;
  if (view.name.empty() || view.name.size() > 100) throw Error("view.invalid", {{"name", "field.required"}});
  if (view.id.empty()) {
    view.id = make_id<ViewId>();
    repository::insert(tx, scope.account(), view);
  } else if (!repository::update(tx, scope.account(), view)) {
    throw Error(ErrorKind::not_found, "view.not_found");
  }
  return view;
}

void Service::drop_view(db::Tx& tx, const access::Scope& scope, ViewId id) {
  if (!repository::remove_view(tx, scope.account(), id)) throw Error(ErrorKind::not_found, "view.not_found");
}

}  // namespace aproape::cases
