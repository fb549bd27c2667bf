#pragma once

#include <optional>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/crisis/model.hpp"

// Rows of crises and of the cases that they hold.
namespace aproape::crisis::repository {

void insert(db::Tx& tx, const Crisis& crisis);
// False where the version is no longer the present one.
bool update(db::Tx& tx, const Crisis& crisis);
[[nodiscard]] std::optional<Crisis> find(db::Tx& tx, CrisisId id);
// Newest first.
[[nodiscard]] std::vector<Crisis> all(db::Tx& tx, int limit);
// Not ended, begun or not.
[[nodiscard]] std::vector<Crisis> open(db::Tx& tx);

// Ties a case; false where it was tied before, or taken off by hand (`by_hand` overrules that).
bool tag(db::Tx& tx, CaseId id, CrisisId crisis, bool by_hand, Millis at);
void untag(db::Tx& tx, CaseId id, CrisisId crisis, Millis at);
[[nodiscard]] std::vector<Crisis> of_case(db::Tx& tx, CaseId id);
// Newest case first, before `before` (empty: from the newest).
[[nodiscard]] std::vector<CaseId> cases(db::Tx& tx, CrisisId crisis, CaseId before, int limit);
// Cases opened since, of which a crisis may hold some: the network's newest first.
[[nodiscard]] std::vector<CaseId> opened_since(db::Tx& tx, Millis since, int limit);

}  // namespace aproape::crisis::repository
