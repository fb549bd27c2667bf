#include "domain/people/organisation_repository.hpp"

#include "db/rows.hpp"

namespace aproape::people::repository {
namespace {

// Above every word that begins with the one before it.
constexpr std::string_view kLast = "\xf4\x8f\xbf\xbf";

}  // namespace

void insert(db::Tx& tx, const Organisation& organisation, std::string_view folded) {
  tx.exec(
      "insert into organisation (id, name, name_folded, kind, country, version) values ($1, $2, $3, $4, $5, "
      "1)",
      {organisation.id, organisation.name, folded, organisation.kind, organisation.country});
}

bool update(db::Tx& tx, const Organisation& organisation, std::string_view folded) {
  return tx.exec(
             "update organisation set name = $2, name_folded = $3, kind = $4, country = $5, version = "
             "version + 1 "
             "where id = $1 and version = $6",
             {organisation.id, organisation.name, folded, organisation.kind, organisation.country,
              organisation.version}) == 1;
}

std::optional<Organisation> organisation(db::Tx& tx, OrganisationId id) {
  const auto row = tx.one("select id, name, kind, country, version from organisation where id = $1", {id});
  if (!row) return std::nullopt;
  Organisation found{row->id<OrganisationId>(0), row->text(1), row->text(2), row->text(3), row->i64(4), {}};
  for (const db::Row& one : tx.query("select id, kind, value, proof from organisation_identity where "
                                     "organisation_id = $1 order by id",
                                     {id}))
    found.identities.push_back({one.id<IdentityId>(0), one.text(1), one.text(2), one.text(3)});
  return found;
}

std::vector<OrganisationId> first_organisations(db::Tx& tx, int limit) {
  return db::ids_of<OrganisationId>(
      tx.query("select id from organisation order by name_folded, id limit $1", {limit}));
}

std::vector<OrganisationId> with_word(db::Tx& tx, std::string_view word, bool prefix) {
  if (!prefix)
    return db::ids_of<OrganisationId>(tx.query(
        "select organisation_id from organisation_word where word = $1 order by organisation_id", {word}));
  return db::ids_of<OrganisationId>(
      tx.query("select distinct organisation_id from organisation_word where word >= $1 and word < $2 order "
               "by organisation_id",
               {word, std::string(word) + std::string(kLast)}));
}

void set_words(db::Tx& tx, OrganisationId id, const std::vector<std::string>& words) {
  tx.exec("delete from organisation_word where organisation_id = $1", {id});
  for (const std::string& word : words)
    tx.exec(
        "insert into organisation_word (word, organisation_id) values ($1, $2) on conflict (word, "
        "organisation_id) do "
        "nothing",
        {word, id});
}

void insert_identity(db::Tx& tx, OrganisationId id, const Identity& identity, std::string_view key) {
  tx.exec(
      "insert into organisation_identity (id, organisation_id, kind, value, value_key, proof) values ($1, "
      "$2, $3, $4, "
      "$5, $6)",
      {identity.id, id, identity.kind, identity.value, key, identity.proof});
}

bool remove_identity(db::Tx& tx, OrganisationId id, IdentityId identity) {
  return tx.exec("delete from organisation_identity where id = $1 and organisation_id = $2",
                 {identity, id}) == 1;
}

std::optional<OrganisationId> organisation_by_identity(db::Tx& tx, std::string_view kind,
                                                       std::string_view key) {
  const auto row = tx.one(
      "select organisation_id from organisation_identity where kind = $1 and value_key = $2 order by "
      "organisation_id "
      "limit 1",
      {kind, key});
  if (!row) return std::nullopt;
  return row->id<OrganisationId>(0);
}

}  // namespace aproape::people::repository
