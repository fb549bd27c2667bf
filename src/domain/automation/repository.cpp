#include "domain/automation/repository.hpp"

#include "db/rows.hpp"

namespace aproape::automation::repository {
namespace {

#define MACRO_SELECT "select id, name, actions, active, version from macro "

Macro macro_of(const db::Row& row) {
  return {row.id<MacroId>(0), row.text(1), read_actions(row.text(2)), row.boolean(3), row.i64(4)};
}

#define BULK_SELECT                                                                                        \
  "select r.id, r.account_id, r.macro_id, r.template, r.closing, r.delay, r.name, r.state, r.created_at, " \
  "r.ended_at, (select count(*) from bulk_item i where i.run_id = r.id), "                                 \
  "(select count(*) from bulk_item i where i.run_id = r.id and i.state = 'waiting'), "                     \
  "(select count(*) from bulk_item i where i.run_id = r.id and i.state = 'done'), "                        \
  "(select count(*) from bulk_item i where i.run_id = r.id and i.state = 'skipped'), "                     \
  "(select count(*) from bulk_item i where i.run_id = r.id and i.state = 'undone') from bulk_run r "

BulkRun bulk_of(const db::Row& row) {
  BulkRun run;
  run.id = row.id<RunId>(0);
  run.account = row.id<AccountId>(1);
  run.work = {row.id<MacroId>(2), row.text(3), row.text(4), static_cast<int>(row.i64(5))};
  run.name = row.text(6);
  run.state = row.text(7);
  run.created_at = row.i64(8);
  run.ended_at = row.i64_opt(9);
  run.total = static_cast<int>(row.i64(10));
  run.waiting = static_cast<int>(row.i64(11));
  run.done = static_cast<int>(row.i64(12));
  run.skipped = static_cast<int>(row.i64(13));
  run.undone = static_cast<int>(row.i64(14));
  return run;
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

void insert(db::Tx& tx, const BulkRun& run) {
  tx.exec(
      "insert into bulk_run (id, account_id, kind, macro_id, template, closing, delay, name, state, "
      "created_at, ended_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null)",
      {run.id, run.account.value, run.work.macro.empty() ? "answer" : "macro", run.work.macro, run.work.code,
       run.work.then, run.work.delay, run.name, run.state, run.created_at});
}

void insert_item(db::Tx& tx, RunId run, CaseId id, int position) {
  tx.exec(
      "insert into bulk_item (run_id, case_id, position, state, reason, made_id) "
      "values ($1, $2, $3, 'waiting', '', null) on conflict (run_id, case_id) do nothing",
      {run, id, position});
}

std::vector<BulkRun> bulk_runs(db::Tx& tx, AccountId account, int limit) {
  return db::all_of<BulkRun>(
      tx.query(BULK_SELECT "where r.account_id = $1 or $1 = 0 order by r.id desc limit $2",
               {account.value, limit}),
      bulk_of);
}

std::optional<BulkRun> bulk_run(db::Tx& tx, RunId id) {
  const auto row = tx.one(BULK_SELECT "where r.id = $1", {id});
  if (!row) return std::nullopt;
  return bulk_of(*row);
}

std::vector<BulkItem> bulk_items(db::Tx& tx, RunId id) {
  return db::all_of<BulkItem>(
      tx.query(
          "select i.case_id, c.number, i.state, i.reason from bulk_item i join cases c on c.id = i.case_id "
          "where i.run_id = $1 order by i.position",
          {id}),
      [](const db::Row& row) {
        return BulkItem{row.id<CaseId>(0), row.text(1), row.text(2), row.text(3)};
      });
}

std::vector<CaseId> waiting(db::Tx& tx, RunId id, int limit) {
  return db::ids_of<CaseId>(tx.query(
      "select case_id from bulk_item where run_id = $1 and state = 'waiting' order by position limit $2",
      {id, limit}));
}

bool take_item(db::Tx& tx, RunId run, CaseId id) {
  return tx.exec(
             "update bulk_item set state = 'done' where run_id = $1 and case_id = $2 and state = 'waiting'",
             {run, id}) == 1;
}

bool take_receiver(db::Tx& tx, RunId run, CaseId id, std::string_view digest) {
  if (tx.one(
          "select 1 from bulk_item where run_id = $1 and receiver = $2 and state = 'done' and case_id <> $3",
          {run, digest, id}))
    return false;
  tx.exec("update bulk_item set receiver = $3 where run_id = $1 and case_id = $2", {run, id, digest});
  return true;
}

void end_item(db::Tx& tx, RunId run, CaseId id, std::string_view state, std::string_view reason,
              std::int64_t made) {
  tx.exec("update bulk_item set state = $3, reason = $4, made_id = $5 where run_id = $1 and case_id = $2",
          {run, id, state, reason, made});
}

std::int64_t made(db::Tx& tx, RunId run, CaseId id) {
  const auto row = tx.one("select made_id from bulk_item where run_id = $1 and case_id = $2", {run, id});
  return row ? row->i64_opt(0).value_or(0) : 0;
}

void end_bulk(db::Tx& tx, RunId id, std::string_view state, Millis at) {
  tx.exec("update bulk_run set state = $2, ended_at = $3 where id = $1 and state = 'running'",
          {id, state, at});
}

}  // namespace aproape::automation::repository
