#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/people/model.hpp"

// The SQL of organisations, their identities and words.
namespace aproape::people::repository {

void insert(db::Tx& tx, const Organisation& organisation, std::string_view folded);
// False where `organisation.version` is not the present one.
bool update(db::Tx& tx, const Organisation& organisation, std::string_view folded);
// With identities.
[[nodiscard]] std::optional<Organisation> organisation(db::Tx& tx, OrganisationId id);
// By name, at most `limit`.
[[nodiscard]] std::vector<OrganisationId> first_organisations(db::Tx& tx, int limit);
// That have a word of the index which is `word` or, where `prefix`, begins so.
[[nodiscard]] std::vector<OrganisationId> with_word(db::Tx& tx, std::string_view word, bool prefix);
void set_words(db::Tx& tx, OrganisationId id, const std::vector<std::string>& words);

void insert_identity(db::Tx& tx, OrganisationId id, const Identity& identity, std::string_view key);
bool remove_identity(db::Tx& tx, OrganisationId id, IdentityId identity);
// The oldest of those that have it.
[[nodiscard]] std::optional<OrganisationId> organisation_by_identity(db::Tx& tx, std::string_view kind,
                                                                     std::string_view key);

}  // namespace aproape::people::repository
