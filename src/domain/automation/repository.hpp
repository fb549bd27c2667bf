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

}  // namespace aproape::automation::repository
