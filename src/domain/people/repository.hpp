#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/people/model.hpp"

namespace aproape::people::repository {

void insert(db::Tx& tx, const Person& person, std::string_view name_key);
// False where `version` is not the present one.
bool update(db::Tx& tx, const Person& person, std::string_view name_key, std::int64_t version);
void set_merged(db::Tx& tx, PersonId id, PersonId into);
// Without identities.
[[nodiscard]] std::optional<Person> find(db::Tx& tx, PersonId id);
[[nodiscard]] bool visible(db::Tx& tx, const access::Scope& scope, PersonId id, Millis now);
// Holds the permission in a unit of one of the person's cases, or in one with which such a case is shared.
[[nodiscard]] bool may(db::Tx& tx, const access::Scope& scope, std::string_view permission, PersonId id,
                       Millis now);
[[nodiscard]] std::vector<PersonId> merged(db::Tx& tx, PersonId into);

void insert_identity(db::Tx& tx, PersonId person, const Identity& identity, std::string_view key);
bool remove_identity(db::Tx& tx, PersonId person, IdentityId id);
[[nodiscard]] std::vector<Identity> identities(db::Tx& tx, PersonId person);
[[nodiscard]] std::optional<PersonId> by_identity(db::Tx& tx, std::string_view kind, std::string_view key);

}  // namespace aproape::people::repository
