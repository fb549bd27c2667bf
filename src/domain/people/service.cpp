#include "domain/people/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/people/identity_key.hpp"
#include "domain/people/proof.hpp"
#include "domain/people/repository.hpp"
#include "text/names.hpp"

namespace aproape::people {
namespace {

constexpr int kLongestChain = 16;

[[noreturn]] void refuse() {
  throw Error(ErrorKind::not_found, "person.not_found");
}

void check_code(std::string_view field, std::string_view value) {
  if (value.size() > 3) throw Error("person.invalid", {{std::string(field), "field.invalid"}});
}

// Numbers of the state's papers, which the first line does not need (guides/security.md row 5).
bool is_paper(const Identity& identity) {
  return identity.kind == "cnp" || identity.kind == "passport";
}

// "*********0012": enough to compare with what somebody says on the phone.
std::string masked(const std::string& value) {
  constexpr std::size_t kShown = 4;
  std::string hidden = value;
  if (hidden.size() <= 2 * kShown) return std::string(hidden.size(), '*');
  std::fill(hidden.begin(), hidden.end() - kShown, '*');
  return hidden;
}

}  // namespace

Service::Service(db::Database& database, audit::Service& audit, search::Service& search)
    : database_(database), audit_(audit), search_(search) {}

std::optional<PersonId> Service::find_identity(db::Tx& tx, const access::Scope& scope, std::string_view kind,
                                               std::string_view value) const {
  const std::string key = identity_key(kind, value);
  if (key.empty()) return std::nullopt;
  const auto found = repository::by_identity(tx, kind, key);
  if (!found) return std::nullopt;
  const PersonId id = resolve(tx, *found);
  if (!repository::visible(tx, scope, id, database_.clock().now())) return std::nullopt;
  return id;
}

PersonId Service::find_or_make(db::Tx& tx, const access::Scope& scope, const NewPerson& person) {
  if (const auto known = find_identity(tx, scope, person.kind, person.value)) return *known;
  return make(tx, scope, person);
}

PersonId Service::make(db::Tx& tx, const access::Scope& scope, const NewPerson& what) {
  Person person;
  person.id = make_id<PersonId>();
  person.name = text::clean_name(what.name.empty() ? what.value : what.name);
  person.language = what.language;
  person.created_at = database_.clock().now();
  repository::insert(tx, person, text::name_key(person.name));
  const std::string key = identity_key(what.kind, what.value);
  if (!key.empty())
    repository::insert_identity(tx, person.id, {make_id<IdentityId>(), what.kind, what.value, what.proof},
                                key);
  index(tx, person.id);
  changed(tx, scope, "person.created", person.id, 1);
  return person.id;
}

Person Service::get(db::Tx& tx, const access::Scope& scope, PersonId id) const {
  auto person = repository::find(tx, id);
  if (!person || !repository::visible(tx, scope, id, database_.clock().now())) refuse();
  person->identities = repository::identities(tx, id);
  person->merged = repository::merged(tx, id);
  for (std::size_t i = 0; i < person->merged.size() && i < kLongestChain; ++i) {
    for (Identity& identity : repository::identities(tx, person->merged[i]))
      person->identities.push_back(std::move(identity));
    for (const PersonId deeper : repository::merged(tx, person->merged[i])) person->merged.push_back(deeper);
  }
  const bool papers = std::any_of(person->identities.begin(), person->identities.end(), is_paper);
  if (papers && !repository::may(tx, scope, "person.sensitive", id, database_.clock().now()))
    for (Identity& identity : person->identities)
      if (is_paper(identity)) identity.value = masked(identity.value);
  return std::move(*person);
}

PersonId Service::resolve(db::Tx& tx, PersonId id) const {
  for (int step = 0; step < kLongestChain; ++step) {
    const auto person = repository::find(tx, id);
    if (!person || person->merged_into.empty()) return id;
    id = person->merged_into;
  }
  return id;
}

std::vector<Person> Service::find(db::Tx& tx, const access::Scope& scope, std::string_view query,
                                  PersonId before, int limit) const {
  std::vector<Person> found;
  for (const PersonId id : search_.people(tx, scope, query, before, limit))
    found.push_back(get(tx, scope, id));
  return found;
}

std::vector<std::string> Service::emails(db::Tx& tx, PersonId id) const {
  std::vector<std::string> found;
  for (const Identity& identity : get(tx, access::Scope::system("person.emails"), resolve(tx, id)).identities)
    if (identity.kind == "email") found.push_back(identity_key("email", identity.value));
  return found;
}

// Who may only read the cases of a person does not change the person.
Person Service::for_change(db::Tx& tx, const access::Scope& scope, PersonId id) const {
  Person person = get(tx, scope, id);
  if (!repository::may(tx, scope, "person.write", id, database_.clock().now()))
    throw Error(ErrorKind::forbidden, "auth.forbidden");
  return person;
}

Person Service::change(db::Tx& tx, const access::Scope& scope, PersonId id, std::int64_t version,
                       const Change& change) {
  Person person = for_change(tx, scope, id);
  if (change.name) person.name = text::clean_name(*change.name);
  if (person.name.empty()) throw Error("person.invalid", {{"name", "field.required"}});
  if (change.language) person.language = *change.language;
  if (change.nationality) person.nationality = *change.nationality;
  if (change.domicile) person.domicile = *change.domicile;
  check_code("language", person.language);
  check_code("nationality", person.nationality);
  check_code("domicile", person.domicile);
  if (!repository::update(tx, person, text::name_key(person.name), version))
    throw Error(ErrorKind::stale, "stale");
  index(tx, id);
  changed(tx, scope, "person.updated", id, version + 1);
  return get(tx, scope, id);
}

IdentityId Service::add_identity(db::Tx& tx, const access::Scope& scope, PersonId id, std::string_view kind,
                                 std::string_view value, std::string_view proof) {
  const Person person = for_change(tx, scope, id);
  const std::string key = identity_key(kind, value);
  if (key.empty()) throw Error("person.identity_invalid", {{"value", "field.invalid"}});
  check_proof(proof);
  const Identity identity{make_id<IdentityId>(), std::string(kind), std::string(value), std::string(proof)};
  repository::insert_identity(tx, id, identity, key);
  index(tx, id);
  changed(tx, scope, "person.identity_added", id, person.version);
  return identity.id;
}

void Service::drop_identity(db::Tx& tx, const access::Scope& scope, PersonId id, IdentityId identity) {
  const Person person = for_change(tx, scope, id);
  if (!repository::remove_identity(tx, id, identity)) refuse();
  index(tx, id);
  changed(tx, scope, "person.identity_removed", id, person.version);
}

void Service::merge(db::Tx& tx, const access::Scope& scope, PersonId id, PersonId into) {
  const Person person = for_change(tx, scope, id);
  (void)for_change(tx, scope, into);
  if (!person.merged_into.empty()) throw Error(ErrorKind::conflict, "person.merged");
  if (resolve(tx, into) == id) throw Error(ErrorKind::conflict, "person.merge_circle");
  repository::set_merged(tx, id, into);
  changed(tx, scope, "person.merged", id, person.version + 1);
}

void Service::unmerge(db::Tx& tx, const access::Scope& scope, PersonId id) {
  const Person person = for_change(tx, scope, id);
  if (person.merged_into.empty()) throw Error(ErrorKind::conflict, "person.not_merged");
  repository::set_merged(tx, id, {});
  changed(tx, scope, "person.unmerged", id, person.version + 1);
}

void Service::index(db::Tx& tx, PersonId id) const {
  const auto person = repository::find(tx, id);
  std::string words = person->name;
  for (const Identity& identity : repository::identities(tx, id))
    words += ' ' + identity_words(identity.kind, identity.value);
  search_.set_person(tx, id, words);
}

void Service::changed(db::Tx& tx, const access::Scope& scope, std::string_view type, PersonId id,
                      std::int64_t version) const {
  tx.publish({std::string(type), "person", id.value, 0, scope.account().value,
              json::write(json::Object{{"version", version}})});
  audit_.note_change(tx, audit::Actor(scope), type, "person", id.value);
}

}  // namespace aproape::people
