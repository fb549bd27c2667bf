#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/automation/model.hpp"

namespace aproape::automation::repository {

[[nodiscard]] std::vector<Macro> macros(db::Tx& tx);
[[nodiscard]] std::optional<Macro> macro(db::Tx& tx, MacroId id);
[[nodiscard]] std::optional<MacroId> macro_by_name(db::Tx& tx, std::string_view name);
void insert(db::Tx& tx, const Macro& macro);
// False where `macro.version` is not the present one.
bool update(db::Tx& tx, const Macro& macro);

void insert(db::Tx& tx, const Run& run, AccountId account, std::string_view undo);
struct StoredRun {
  Run run;
  std::string undo;
  bool undone = false;
};
[[nodiscard]] std::optional<StoredRun> run(db::Tx& tx, RunId id);
void end_run(db::Tx& tx, RunId id, Millis at);

void insert(db::Tx& tx, const BulkRun& run);
void insert_item(db::Tx& tx, RunId run, CaseId id, int position);
// Newest first; of everybody where `account` is empty.
[[nodiscard]] std::vector<BulkRun> bulk_runs(db::Tx& tx, AccountId account, int limit);
[[nodiscard]] std::optional<BulkRun> bulk_run(db::Tx& tx, RunId id);
[[nodiscard]] std::vector<BulkItem> bulk_items(db::Tx& tx, RunId id);
[[nodiscard]] std::vector<CaseId> waiting(db::Tx& tx, RunId id, int limit);
// Takes a waiting case for this transaction; false where another was faster.
bool take_item(db::Tx& tx, RunId run, CaseId id);
// Whom a case's answer goes to, by a digest of the address; false where another case of the run writes to the
// same.
bool take_receiver(db::Tx& tx, RunId run, CaseId id, std::string_view digest);
void end_item(db::Tx& tx, RunId run, CaseId id, std::string_view state, std::string_view reason,
              std::int64_t made);
[[nodiscard]] std::int64_t made(db::Tx& tx, RunId run, CaseId id);
void end_bulk(db::Tx& tx, RunId id, std::string_view state, Millis at);

}  // namespace aproape::automation::repository
