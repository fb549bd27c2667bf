#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/cases/model.hpp"

namespace aproape::cases::repository {

void insert(db::Tx& tx, const Case& what);
// Writes all but id, number and birth, with version + 1. False where `what.version` is not the present one.
bool update(db::Tx& tx, const Case& what);
// The next moment at which a clock of it is due; changes no version.
void set_due(db::Tx& tx, CaseId id, std::optional<Millis> due);
// A citizen wrote: the moment that unread marks are compared with.
void set_last_in(db::Tx& tx, CaseId id, Millis at);
// nullopt: absent or not visible.
[[nodiscard]] std::optional<Case> find(db::Tx& tx, const access::Scope& scope, CaseId id, Millis now);
[[nodiscard]] std::optional<CaseId> by_number(db::Tx& tx, std::string_view number);
[[nodiscard]] CaseId merged_into(db::Tx& tx, CaseId id);
[[nodiscard]] std::vector<CaseId> merged(db::Tx& tx, CaseId into);
[[nodiscard]] std::vector<CaseId> of_person(db::Tx& tx, PersonId person, int limit);
[[nodiscard]] std::vector<CaseId> ids_after(db::Tx& tx, CaseId after, int limit);
[[nodiscard]] std::vector<CaseId> snoozed_until(db::Tx& tx, Millis now, int limit);
void mark_read(db::Tx& tx, AccountId account, CaseId id, Millis at);

// Where a page of a list begins: the key of the last line before it. At the start both are at their bound.
struct Place {
  Millis key = 0;
  std::int64_t id = 0;
};
// Visible cases of a filter, without its query, in its order; at most `limit`.
[[nodiscard]] std::vector<Case> list(db::Tx& tx, const access::Scope& scope, const Filter& filter,
                                     const Place& after, int limit, Millis now);
[[nodiscard]] int count(db::Tx& tx, const access::Scope& scope, const Filter& filter, int most, Millis now);

}  // namespace aproape::cases::repository
