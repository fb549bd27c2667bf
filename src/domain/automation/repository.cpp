#include "domain/automation/repository.hpp"

#include "db/rows.hpp"

namespace aproape::automation::repository {
namespace {

#define MACRO_SELECT "select id, name, actions, active, version from macro "

Macro macro_of(const db::Row& row) {
  return {row.id<MacroId>(0), row.text(1), read_actions(row.text(2)), row.boolean(3), row.i64(4)};
}

}  // namespace

std::vector<Macro> macros(db::Tx& tx) {
  return db::all_of<Macro>(tx.query(MACRO_SELECT "order by name, id"), macro_of);
}

std::optional<Macro> macro(db::Tx& tx, MacroId id) {
  const auto row = tx.one(MACRO_SELECT "where id = $1", {id});
  if (!row) return std::nullopt;
  return macro_of(*row);
}

std::optional<MacroId> macro_by_name(db::Tx& tx, std::string_view name) {
  const auto row = tx.one("select id from macro where name = $1", {name});
  if (!row) return std::nullopt;
  return row->id<MacroId>(0);
}

void insert(db::Tx& tx, const Macro& macro) {
  tx.exec("insert into macro (id, name, actions, active, version) values ($1, $2, $3, $4, 1)",
          {macro.id, macro.name, write_actions(macro.actions), macro.active});
}

bool update(db::Tx& tx, const Macro& macro) {
  return tx.exec(
             "update macro set name = $2, actions = $3, active = $4, version = version + 1 "
             "where id = $1 and version = $5",
             {macro.id, macro.name, write_actions(macro.actions), macro.active, macro.version}) == 1;
}

void insert(db::Tx& tx, const Run& run, AccountId account, std::string_view undo) {
  tx.exec(
      "insert into macro_run (id, macro_id, case_id, account_id, at, undone_at, undo) "
      "values ($1, $2, $3, $4, $5, null, $6)",
      {run.id, run.macro, run.case_id, account.value, run.at, undo});
}

std::optional<StoredRun> run(db::Tx& tx, RunId id) {
  const auto row =
      tx.one("select id, macro_id, case_id, at, undo, undone_at from macro_run where id = $1", {id});
  if (!row) return std::nullopt;
  return StoredRun{{row->id<RunId>(0), row->id<MacroId>(1), row->id<CaseId>(2), row->i64(3)},
                   row->text(4),
                   row->i64_opt(5).has_value()};
}

void end_run(db::Tx& tx, RunId id, Millis at) {
  tx.exec("update macro_run set undone_at = $2 where id = $1", {id, at});
}

}  // namespace aproape::automation::repository
