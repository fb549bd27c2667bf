#pragma once

#include <optional>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/deadlines/model.hpp"

// The SQL of clocks. Whoever calls has checked the case: a clock is seen by who sees its case.
namespace aproape::deadlines::repository {

void insert(db::Tx& tx, const Clock& clock);
// Writes all but id, case, rule and start.
void update(db::Tx& tx, const Clock& clock);
void move(db::Tx& tx, ClockId id, CaseId from, CaseId to);
// Oldest first.
[[nodiscard]] std::vector<Clock> of_case(db::Tx& tx, CaseId id);
[[nodiscard]] std::optional<Clock> find(db::Tx& tx, ClockId id);
// Running clocks whose next warning has come, the oldest first.
[[nodiscard]] std::vector<Clock> to_warn(db::Tx& tx, Millis now, int limit);

}  // namespace aproape::deadlines::repository
