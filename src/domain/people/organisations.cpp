// Organisations: hospitals, police, employers, authorities. Who they are is no secret of a case, so whoever
// may read persons reads all of them.
#include <algorithm>
#include <array>
#include <iterator>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/people/identity_key.hpp"
#include "domain/people/organisation_repository.hpp"
#include "domain/people/proof.hpp"
#include "domain/people/service.hpp"
#include "text/analyse.hpp"
#include "text/fold.hpp"
#include "text/names.hpp"

namespace aproape::people {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"hospital", "police",    "employer",
                                                    "ministry", "authority", "other"};
constexpr std::array<std::string_view, 2> kIdentities = {"email", "phone"};
constexpr std::size_t kMostIdentities = 50;

[[noreturn]] void refuse() {
  throw Error(ErrorKind::not_found, "organisation.not_found");
}

void check(const Organisation& organisation) {
  if (organisation.name.empty()) throw Error("organisation.invalid", {{"name", "field.required"}});
  if (std::find(kKinds.begin(), kKinds.end(), organisation.kind) == kKinds.end())
    throw Error("organisation.invalid", {{"kind", "field.invalid"}});
  if (organisation.country.size() > 3) throw Error("organisation.invalid", {{"country", "field.invalid"}});
}

}  // namespace

std::vector<Organisation> Service::organisations(db::Tx& tx, std::string_view query, int limit) const {
  std::vector<OrganisationId> ids;
  const text::SearchQuery words = text::analyse_query(query);
  if (words.terms.empty() && words.prefix.empty()) {
    if (!query.empty()) return {};
    ids = repository::first_organisations(tx, limit);
  } else {
    bool first = true;
    const auto narrow = [&](std::string_view word, bool prefix) {
      const std::vector<OrganisationId> some = repository::with_word(tx, word, prefix);
      std::vector<OrganisationId> both;
      std::set_intersection(ids.begin(), ids.end(), some.begin(), some.end(), std::back_inserter(both));
      ids = first ? some : both;
      first = false;
    };
    for (const std::string& term : words.terms) narrow(term, false);
    if (!words.prefix.empty()) narrow(words.prefix, true);
  }
  std::vector<Organisation> found;
  for (const OrganisationId id : ids) found.push_back(*repository::organisation(tx, id));
  std::stable_sort(found.begin(), found.end(), [](const Organisation& a, const Organisation& b) {
    return text::fold(a.name) < text::fold(b.name);
  });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::optional<Organisation> Service::organisation(db::Tx& tx, OrganisationId id) const {
  return repository::organisation(tx, id);
}

std::optional<OrganisationId> Service::find_organisation(db::Tx& tx, std::string_view kind,
                                                         std::string_view value) const {
  const std::string key = identity_key(kind, value);
  if (key.empty()) return std::nullopt;
  return repository::organisation_by_identity(tx, kind, key);
}

Organisation Service::add_organisation(db::Tx& tx, const access::Scope& scope, const Organisation& what) {
  Organisation organisation = what;
  organisation.id = make_id<OrganisationId>();
  organisation.name = text::clean_name(what.name);
  check(organisation);
  repository::insert(tx, organisation, text::fold(organisation.name));
  for (const Identity& identity : what.identities) keep_identity(tx, organisation.id, identity);
  return organisation_changed(tx, scope, "organisation.created", organisation.id);
}

Organisation Service::change_organisation(db::Tx& tx, const access::Scope& scope, OrganisationId id,
                                          std::int64_t version, const OrganisationChange& change) {
  auto organisation = repository::organisation(tx, id);
  if (!organisation) refuse();
  if (change.name) organisation->name = text::clean_name(*change.name);
  if (change.kind) organisation->kind = *change.kind;
  if (change.country) organisation->country = *change.country;
  check(*organisation);
  organisation->version = version;
  if (!repository::update(tx, *organisation, text::fold(organisation->name)))
    throw Error(ErrorKind::stale, "stale");
  return organisation_changed(tx, scope, "organisation.updated", id);
}

IdentityId Service::add_identity(db::Tx& tx, const access::Scope& scope, OrganisationId id,
                                 const Identity& what) {
  const auto organisation = repository::organisation(tx, id);
  if (!organisation) refuse();
  if (organisation->identities.size() >= kMostIdentities)
    throw Error("person.identity_invalid", {{"value", "field.too_many"}});
  const IdentityId added = keep_identity(tx, id, what);
  organisation_changed(tx, scope, "organisation.identity_added", id);
  return added;
}

void Service::drop_identity(db::Tx& tx, const access::Scope& scope, OrganisationId id, IdentityId identity) {
  if (!repository::remove_identity(tx, id, identity)) refuse();
  organisation_changed(tx, scope, "organisation.identity_removed", id);
}

IdentityId Service::keep_identity(db::Tx& tx, OrganisationId id, const Identity& what) const {
  const bool known = std::find(kIdentities.begin(), kIdentities.end(), what.kind) != kIdentities.end();
  const std::string key = known ? identity_key(what.kind, what.value) : std::string();
  if (key.empty()) throw Error("person.identity_invalid", {{"value", "field.invalid"}});
  check_proof(what.proof);
  Identity identity = what;
  identity.id = make_id<IdentityId>();
  repository::insert_identity(tx, id, identity, key);
  return identity.id;
}

Organisation Service::organisation_changed(db::Tx& tx, const access::Scope& scope, std::string_view type,
                                           OrganisationId id) const {
  Organisation organisation = *repository::organisation(tx, id);
  std::string words = organisation.name;
  for (const Identity& identity : organisation.identities)
    words += ' ' + identity_words(identity.kind, identity.value);
  repository::set_words(tx, id, text::analyse(words));
  tx.publish({std::string(type), "organisation", id.value, 0, scope.account().value,
              json::write(json::Object{{"version", organisation.version}})});
  audit_.note_change(tx, audit::Actor(scope), type, "organisation", id.value);
  return organisation;
}

}  // namespace aproape::people
