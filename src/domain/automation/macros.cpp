// Macros: kept, tried, run and taken back.
#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/automation/effect.hpp"
#include "domain/automation/repository.hpp"
#include "domain/automation/service.hpp"

namespace aproape::automation {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::string_view kTakenBack = "automation.preview";

std::string data_of(const Macro& macro) {
  return json::write(json::Object{{"macro", macro.id.str()}, {"name", macro.name}});
}

}  // namespace

Service::Service(db::Database& database, access::Service& access, catalogue::Service& catalogue,
                 network::Service& network, cases::Service& cases, messages::Service& messages)
    : database_(database),
      access_(access),
      catalogue_(catalogue),
      network_(network),
      cases_(cases),
      messages_(messages) {}

std::vector<Macro> Service::macros(db::Tx& tx) const {
  return repository::macros(tx);
}

Macro Service::macro(db::Tx& tx, MacroId id) const {
  auto found = repository::macro(tx, id);
  if (!found) throw Error(ErrorKind::not_found, "macro.not_found");
  return std::move(*found);
}

Macro Service::save_macro(db::Tx& tx, const access::Scope& scope, const Macro& what) {
  if (what.name.empty() || what.name.size() > kLongestName)
    throw Error("macro.invalid", {{"name", "field.required"}});
  check_actions(what.actions);
  const auto named = repository::macro_by_name(tx, what.name);
  if (named && *named != what.id) throw Error(ErrorKind::conflict, "macro.exists");
  Macro saved = what;
  if (saved.id.empty()) {
    saved.id = make_id<MacroId>();
    repository::insert(tx, saved);
  } else {
    (void)macro(tx, saved.id);
    if (!repository::update(tx, saved)) throw Error(ErrorKind::stale, "stale");
  }
  access_.audit().note_change(tx, audit::Actor(scope), "macro.saved", "macro", saved.id.value);
  return macro(tx, saved.id);
}

std::vector<Effect> Service::preview(const access::Scope& scope, CaseId id,
                                     const std::vector<Action>& actions) const {
  check_actions(actions);
  std::vector<Effect> found;
  try {
    database_.write([&](db::Tx& tx) {
      const Picture before = picture_of(tx, cases_, scope, id);
      for (const Action& action : actions) apply(tx, scope, id, action);
      // Seen as the program sees it: a transfer can take the case out of the reader's sight.
      Picture after = before;
      const auto whole = access::Scope::system("macro.preview");
      after.c = cases_.get(tx, whole, id);
      after.notes = cases_.notes(tx, whole, id);
      after.tasks = cases_.tasks(tx, whole, id);
      try {
        if (!scope.account().empty()) after.draft = cases_.draft(tx, scope, id);
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::not_found) throw;
      }
      found = effects(before, after);
      throw Error(ErrorKind::conflict, std::string(kTakenBack));
    });
  } catch (const Error& error) {
    if (error.key() != kTakenBack) throw;
  }
  return found;
}

Run Service::run(db::Tx& tx, const access::Scope& scope, MacroId id, CaseId case_id, std::int64_t version) {
  const Macro what = macro(tx, id);
  if (!what.active) throw Error(ErrorKind::conflict, "macro.off");
  const cases::Service::Mark mark = cases_.mark(tx, scope, case_id, version);
  for (const Action& action : what.actions) apply(tx, scope, case_id, action);
  const Run run{make_id<RunId>(), id, case_id, database_.clock().now()};
  repository::insert(tx, run, scope.account(), cases_.changes_since(tx, mark));
  // The actions may have led the case out of the reader's sight.
  cases_.note_work(tx, scope, case_id, "macro.run", data_of(what));
  return run;
}

cases::Case Service::undo(db::Tx& tx, const access::Scope& scope, RunId id) {
  const auto stored = repository::run(tx, id);
  if (!stored) throw Error(ErrorKind::not_found, "macro.not_found");
  if (stored->undone) throw Error(ErrorKind::conflict, "macro.undone");
  cases::Case c = cases_.set_back(tx, scope, cases_.resolve(tx, stored->run.case_id), stored->undo,
                                  "macro.undone", data_of(macro(tx, stored->run.macro)));
  repository::end_run(tx, id, database_.clock().now());
  return c;
}

}  // namespace aproape::automation
