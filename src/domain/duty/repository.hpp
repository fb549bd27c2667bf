#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "db/database.hpp"
#include "domain/duty/model.hpp"

// Rows of the roster. Each change counts the revision up, by which others notice it.
namespace aproape::duty::repository {

void insert(db::Tx& tx, const Shift& shift);
// False where the version is no longer the present one.
bool update(db::Tx& tx, const Shift& shift);
void remove(db::Tx& tx, ShiftId id);
[[nodiscard]] std::optional<Shift> find(db::Tx& tx, ShiftId id);
// Those of a unit that touch [from, until), by beginning; at most `limit`.
[[nodiscard]] std::vector<Shift> of_unit(db::Tx& tx, UnitId unit, Millis from, Millis until, int limit);
// Of all units, at that moment.
[[nodiscard]] std::vector<Shift> covering(db::Tx& tx, Millis at);
// The next moment after `at` at which a shift begins or ends.
[[nodiscard]] std::optional<Millis> next_change(db::Tx& tx, Millis at);

void put(db::Tx& tx, const Plan& plan);
[[nodiscard]] std::optional<Plan> plan(db::Tx& tx, UnitId unit);
[[nodiscard]] std::vector<Plan> plans(db::Tx& tx);

[[nodiscard]] std::int64_t revision(db::Tx& tx);

}  // namespace aproape::duty::repository
