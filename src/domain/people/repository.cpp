#include "domain/people/repository.hpp"

namespace aproape::people::repository {

void insert(db::Tx& tx, const Person& person, std::string_view name_key) {
  tx.exec(
      "insert into person (id, name, name_key, language, nationality, domicile, merged_into, created_at, "
      "version) "
      "values ($1, $2, $3, $4, $5, $6, null, $7, 1)",
      {person.id, person.name, name_key, person.language, person.nationality, person.domicile,
       person.created_at});
}

bool update(db::Tx& tx, const Person& person, std::string_view name_key, std::int64_t version) {
  return tx.exec(
             "update person set name = $2, name_key = $3, language = $4, nationality = $5, domicile = $6, "
             "version = version + 1 where id = $1 and version = $7",
             {person.id, person.name, name_key, person.language, person.nationality, person.domicile,
              version}) == 1;
}

void set_merged(db::Tx& tx, PersonId id, PersonId into) {
  tx.exec("update person set merged_into = $2, version = version + 1 where id = $1", {id, into});
}

std::optional<Person> find(db::Tx& tx, PersonId id) {
  const auto row = tx.one(
      "select id, name, language, nationality, domicile, merged_into, created_at, version "
      "from person where id = $1",
      {id});
  if (!row) return std::nullopt;
  Person person;
  person.id = row->id<PersonId>(0);
  person.name = row->text(1);
  person.language = row->text(2);
  person.nationality = row->text(3);
  person.domicile = row->text(4);
  person.merged_into = row->id<PersonId>(5);
  person.created_at = row->i64(6);
  person.version = row->i64(7);
  return person;
}

bool visible(db::Tx& tx, const access::Scope& scope, PersonId id, Millis now) {
  return scope.network() || tx.one(
                                  "select 1 from case_role r join cases c on c.id = r.case_id where "
                                  "r.person_id = $1 and (exists "
                                  "(select 1 from account_unit au where au.account_id = $2 and au.unit_id = "
                                  "c.unit_id) or exists "
                                  "(select 1 from case_grant g join account_unit gu on gu.unit_id = "
                                  "g.unit_id where g.case_id = c.id "
                                  "and g.until > $3 and gu.account_id = $2)) limit 1",
                                  {id, scope.account(), now})
                                .has_value();
}

bool may(db::Tx& tx, const access::Scope& scope, std::string_view permission, PersonId id, Millis now) {
  if (scope.may_everywhere(permission)) return true;
  for (const UnitId unit : scope.units(permission)) {
    if (tx.one("select 1 from case_role r join cases c on c.id = r.case_id where r.person_id = $1 and "
               "(c.unit_id = $2 or exists (select 1 from case_grant g where g.case_id = c.id and "
               "g.unit_id = $2 and g.until > $3)) limit 1",
               {id, unit, now}))
      return true;
  }
  return false;
}

std::vector<PersonId> merged(db::Tx& tx, PersonId into) {
  std::vector<PersonId> ids;
  for (const db::Row& row : tx.query("select id from person where merged_into = $1 order by id", {into}))
    ids.push_back(row.id<PersonId>(0));
  return ids;
}

void insert_identity(db::Tx& tx, PersonId person, const Identity& identity, std::string_view key) {
  tx.exec(
      "insert into person_identity (id, person_id, kind, value, value_key, proof) values ($1, $2, $3, $4, "
      "$5, $6)",
      {identity.id, person, identity.kind, identity.value, key, identity.proof});
}

bool remove_identity(db::Tx& tx, PersonId person, IdentityId id) {
  return tx.exec("delete from person_identity where id = $1 and person_id = $2", {id, person}) == 1;
}

std::vector<Identity> identities(db::Tx& tx, PersonId person) {
  std::vector<Identity> found;
  for (const db::Row& row : tx.query(
           "select id, kind, value, proof from person_identity where person_id = $1 order by id", {person}))
    found.push_back({row.id<IdentityId>(0), row.text(1), row.text(2), row.text(3)});
  return found;
}

std::optional<PersonId> by_identity(db::Tx& tx, std::string_view kind, std::string_view key) {
  const auto row = tx.one(
      "select person_id from person_identity where kind = $1 and value_key = $2 "
      "order by person_id limit 1",
      {kind, key});
  if (!row) return std::nullopt;
  return row->id<PersonId>(0);
}

}  // namespace aproape::people::repository
