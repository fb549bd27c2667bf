// What several changes in one transaction did to a case, and how all of them are taken back in one step.
#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/merge_face.hpp"
#include "domain/cases/merge_repository.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/rights.hpp"
#include "domain/cases/service.hpp"

namespace aproape::cases {
namespace {

json::Array added(const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after) {
  json::Array ids;
  for (const std::int64_t id : after)
    if (!std::binary_search(before.begin(), before.end(), id)) ids.emplace_back(std::to_string(id));
  return ids;
}

}  // namespace

Service::Mark Service::mark(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version) const {
  return {for_change(tx, scope, id, version),
          deadlines_.standing(tx, id),
          repository::part_ids(tx, repository::PartKind::note, id),
          repository::part_ids(tx, repository::PartKind::task, id),
          scope.account(),
          scope.account().empty() ? std::nullopt : repository::draft(tx, scope.account(), id)};
}

std::string Service::changes_since(db::Tx& tx, const Mark& mark) const {
  const CaseId id = mark.c.id;
  const Case now = get(tx, access::Scope::system("case.changes"), id);
  json::Object undo{{"before", merge_face(mark.c)},
                    {"after", merge_face(now)},
                    {"clocks", deadlines_.undo_of(tx, id, mark.clocks)},
                    {"notes", added(mark.notes, repository::part_ids(tx, repository::PartKind::note, id))},
                    {"tasks", added(mark.tasks, repository::part_ids(tx, repository::PartKind::task, id))}};
  if (!mark.account.empty() && !mark.draft)
    if (const auto draft = repository::draft(tx, mark.account, id)) {
      undo.set("draft_of", mark.account.str());
      undo.set("draft", draft->text);
    }
  return json::write(undo);
}

Case Service::set_back(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view undo,
                       std::string_view type, std::string_view data) {
  Case c = for_change(tx, scope, id, 0);
  const json::Value changes = json::parse(undo);
  cases::set_back(c, changes["before"], changes["after"]);
  deadlines_.take_back(tx, id, changes.get_string("clocks", "[]"));
  for (const json::Value& note : changes["notes"].as_array())
    repository::remove_note(tx, id, NoteId{parse_id(note.as_string()).value_or(0)});
  // A task that somebody did since then stays done.
  for (const json::Value& task : changes["tasks"].as_array())
    repository::remove_open_task(tx, id, TaskId{parse_id(task.as_string()).value_or(0)});
  if (const auto account = parse<AccountId>(changes.get_string("draft_of"))) {
    const auto draft = repository::draft(tx, *account, id);
    if (draft && draft->text == changes.get_string("draft")) repository::remove_draft(tx, *account, id);
  }
  c = save(tx, scope, std::move(c), type, "properties", data);
  index(tx, id);
  return c;
}

void Service::note_work(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view type,
                        std::string_view data) {
  record(tx, scope, get(tx, access::Scope::system("case.work"), id), type, "properties", data);
}

Case Service::set_tag(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view tag, bool on) {
  constexpr std::size_t kMostFlags = 40;
  Case c = for_change(tx, scope, id, 0);
  const std::string flag = "tag:" + std::string(tag);
  const bool has = std::find(c.flags.begin(), c.flags.end(), flag) != c.flags.end();
  if (has == on) return c;
  if (!on)
    std::erase(c.flags, flag);
  else if (c.flags.size() >= kMostFlags)
    throw Error("case.invalid", {{"tag", "field.too_many"}});
  else
    c.flags.push_back(flag);
  return save(tx, scope, std::move(c), on ? "case.tagged" : "case.untagged", "flags",
              json::write(json::Object{{"tag", tag}}));
}

}  // namespace aproape::cases
