#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"
#include "domain/people/model.hpp"
#include "domain/search/service.hpp"

namespace aproape::people {

// What to know a person by when nobody knows them yet.
struct NewPerson {
  std::string name;
  std::string language;
  std::string kind;  // of the identity; empty: none
  std::string value;
  std::string proof = "claimed";
};

// Persons and organisations. A person is visible to a member of staff through a visible case (a role in it);
// network scopes and the system see all. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, audit::Service& audit, search::Service& search);

  // The person of an identity, merges followed; the oldest where several share it. nullopt: unknown.
  [[nodiscard]] std::optional<PersonId> find_identity(db::Tx& tx, const access::Scope& scope,
                                                      std::string_view kind, std::string_view value) const;
  // find_identity() or a new person with it. An identity that does not normalise is not kept.
  PersonId find_or_make(db::Tx& tx, const access::Scope& scope, const NewPerson& person);
  PersonId make(db::Tx& tx, const access::Scope& scope, const NewPerson& person);

  // Throws Error{not_found} where absent or not visible. CNP and passport numbers come masked to who holds
  // person.sensitive in none of the units through which the person is seen.
  [[nodiscard]] Person get(db::Tx& tx, const access::Scope& scope, PersonId id) const;
  // Follows merges; gives `id` itself where there is none.
  [[nodiscard]] PersonId resolve(db::Tx& tx, PersonId id) const;
  // By name, address or number, newest first, before `before` (empty: from the newest).
  [[nodiscard]] std::vector<Person> find(db::Tx& tx, const access::Scope& scope, std::string_view query,
                                         PersonId before, int limit) const;
  // The mail addresses, in lower case, by which a person is known.
  [[nodiscard]] std::vector<std::string> emails(db::Tx& tx, PersonId id) const;

  struct Change {
    std::optional<std::string> name, language, nationality, domicile;
  };
  // These throw Error{forbidden} where the eyes see the person but hold person.write in none of the units
  // through which they do. Throws Error{stale}, {not_found}, {invalid}.
  Person change(db::Tx& tx, const access::Scope& scope, PersonId id, std::int64_t version,
                const Change& change);
  IdentityId add_identity(db::Tx& tx, const access::Scope& scope, PersonId id, std::string_view kind,
                          std::string_view value, std::string_view proof);
  void drop_identity(db::Tx& tx, const access::Scope& scope, PersonId id, IdentityId identity);
  // Makes `id` an alias of `into`; nothing is moved, so unmerge() gives back exactly what was. Throws
  // Error{conflict, "person.merge_circle" | "person.merged" | "person.not_merged"}.
  void merge(db::Tx& tx, const access::Scope& scope, PersonId id, PersonId into);
  void unmerge(db::Tx& tx, const access::Scope& scope, PersonId id);

  // --- organisations (organisations.cpp): seen by all, written to the directory of the network ---
  // That have all words of the query in their name, address or number (the last one as a beginning), by name;
  // all where it is empty.
  [[nodiscard]] std::vector<Organisation> organisations(db::Tx& tx, std::string_view query, int limit) const;
  [[nodiscard]] std::optional<Organisation> organisation(db::Tx& tx, OrganisationId id) const;
  // Whose mail address or number it is; the oldest of several. nullopt: unknown.
  [[nodiscard]] std::optional<OrganisationId> find_organisation(db::Tx& tx, std::string_view kind,
                                                                std::string_view value) const;
  Organisation add_organisation(db::Tx& tx, const access::Scope& scope, const Organisation& organisation);
  struct OrganisationChange {
    std::optional<std::string> name, kind, country;
  };
  // These throw Error{not_found}, {stale}, {invalid}.
  Organisation change_organisation(db::Tx& tx, const access::Scope& scope, OrganisationId id,
                                   std::int64_t version, const OrganisationChange& change);
  IdentityId add_identity(db::Tx& tx, const access::Scope& scope, OrganisationId id,
                          const Identity& identity);
  void drop_identity(db::Tx& tx, const access::Scope& scope, OrganisationId id, IdentityId identity);

 private:
  [[nodiscard]] Person for_change(db::Tx& tx, const access::Scope& scope, PersonId id) const;
  void index(db::Tx& tx, PersonId id) const;
  void changed(db::Tx& tx, const access::Scope& scope, std::string_view type, PersonId id,
               std::int64_t version) const;
  IdentityId keep_identity(db::Tx& tx, OrganisationId id, const Identity& identity) const;
  // Brings the words up to date and writes event and audit.
  Organisation organisation_changed(db::Tx& tx, const access::Scope& scope, std::string_view type,
                                    OrganisationId id) const;

  db::Database& database_;
  audit::Service& audit_;
  search::Service& search_;
};

}  // namespace aproape::people
