#pragma once

#include <optional>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/handover/model.hpp"

// Rows of hand-overs. Whoever reads one has checked that its case is visible.
namespace aproape::handover::repository {

// Throws Error{conflict, "db.unique"} where one is pending for the case.
void insert(db::Tx& tx, const Handover& handover);
// Writes the decision of a pending one; false where it is no longer pending.
bool decide(db::Tx& tx, const Handover& handover);
void set_warned(db::Tx& tx, HandoverId id, std::int64_t share);
[[nodiscard]] std::optional<Handover> find(db::Tx& tx, HandoverId id);
[[nodiscard]] std::optional<Handover> pending_of(db::Tx& tx, CaseId id);
// Of one case, oldest first.
[[nodiscard]] std::vector<Handover> of_case(db::Tx& tx, CaseId id);
// Pending ones, those due soonest first, at most `limit`.
[[nodiscard]] std::vector<Handover> pending(db::Tx& tx, int limit);
// Whose accounts are told that a case was handed to the unit: those with rights there alone, not the
// network's.
[[nodiscard]] std::vector<AccountId> accounts_of(db::Tx& tx, UnitId unit, int limit);

}  // namespace aproape::handover::repository
