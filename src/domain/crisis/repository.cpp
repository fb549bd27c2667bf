#include "domain/crisis/repository.hpp"

#include <limits>

#include "base/json.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::crisis::repository {
namespace {

#define CRISIS_SELECT                                                                                     \
  "select c.id, c.name, c.countries, c.units, c.categories, c.texts, c.template, c.from_at, c.until_at, " \
  "c.ended_at, c.created_by, c.version from crisis c "

std::string write_texts(const Crisis& crisis) {
  json::Object texts;
  for (const auto& [language, text] : crisis.texts) texts.set(language, text);
  return json::write(texts);
}

Crisis crisis_of(const db::Row& row) {
  Crisis crisis;
  crisis.id = row.id<CrisisId>(0);
  crisis.name = row.text(1);
  crisis.countries = contacts::read_list(row.text(2));
  crisis.units = contacts::read_list(row.text(3));
  crisis.categories = contacts::read_list(row.text(4));
  const json::Value texts = json::parse(row.text(5));
  for (const auto& [language, text] : texts.as_object()) crisis.texts[language] = text.as_string();
  crisis.template_code = row.text(6);
  crisis.from = row.i64(7);
  crisis.until = row.i64_opt(8);
  crisis.ended_at = row.i64_opt(9);
  crisis.created_by = row.id<AccountId>(10);
  crisis.version = row.i64(11);
  return crisis;
}

std::vector<Crisis> list(const db::Rows& rows) {
  std::vector<Crisis> found;
  for (const db::Row& row : rows) found.push_back(crisis_of(row));
  return found;
}

std::vector<CaseId> ids(const db::Rows& rows) {
  std::vector<CaseId> found;
  for (const db::Row& row : rows) found.push_back(row.id<CaseId>(0));
  return found;
}

}  // namespace

void insert(db::Tx& tx, const Crisis& c) {
  tx.exec(
      "insert into crisis (id, name, countries, units, categories, texts, template, from_at, until_at, "
      "ended_at, "
      "created_by, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, $10, 1)",
      {c.id, c.name, contacts::write_list(c.countries), contacts::write_list(c.units),
       contacts::write_list(c.categories), write_texts(c), c.template_code, c.from, c.until, c.created_by});
}

bool update(db::Tx& tx, const Crisis& c) {
  return tx.exec(
             "update crisis set name = $2, countries = $3, units = $4, categories = $5, texts = $6, template "
             "= $7, "
             "from_at = $8, until_at = $9, ended_at = $10, version = version + 1 where id = $1 and version = "
             "$11",
             {c.id, c.name, contacts::write_list(c.countries), contacts::write_list(c.units),
              contacts::write_list(c.categories), write_texts(c), c.template_code, c.from, c.until,
              c.ended_at, c.version}) == 1;
}

std::optional<Crisis> find(db::Tx& tx, CrisisId id) {
  const auto row = tx.one(CRISIS_SELECT "where c.id = $1", {id});
  if (!row) return std::nullopt;
  return crisis_of(*row);
}

std::vector<Crisis> all(db::Tx& tx, int limit) {
  return list(tx.query(CRISIS_SELECT "order by c.id desc limit $1", {limit}));
}

std::vector<Crisis> open(db::Tx& tx) {
  return list(tx.query(CRISIS_SELECT "where c.ended_at is null order by c.id"));
}

bool tag(db::Tx& tx, CaseId id, CrisisId crisis, bool by_hand, Millis at) {
  const auto row =
      tx.one("select removed from case_crisis where case_id = $1 and crisis_id = $2", {id, crisis});
  if (!row) {
    tx.exec("insert into case_crisis (case_id, crisis_id, by_hand, removed, at) values ($1, $2, $3, $4, $5)",
            {id, crisis, by_hand, false, at});
    return true;
  }
  if (!row->boolean(0) || !by_hand) return false;
  tx.exec("update case_crisis set removed = $3, by_hand = $4, at = $5 where case_id = $1 and crisis_id = $2",
          {id, crisis, false, true, at});
  return true;
}

void untag(db::Tx& tx, CaseId id, CrisisId crisis, Millis at) {
  tx.exec("update case_crisis set removed = $3, at = $4 where case_id = $1 and crisis_id = $2",
          {id, crisis, true, at});
}

std::vector<Crisis> of_case(db::Tx& tx, CaseId id) {
  return list(tx.query(
      CRISIS_SELECT
      "join case_crisis cc on cc.crisis_id = c.id where cc.case_id = $1 and not cc.removed order by c.id",
      {id}));
}

std::vector<CaseId> cases(db::Tx& tx, CrisisId crisis, CaseId before, int limit) {
  const std::int64_t from = before.empty() ? std::numeric_limits<std::int64_t>::max() : before.value;
  return ids(
      tx.query("select case_id from case_crisis where crisis_id = $1 and not removed and case_id < $2 order "
               "by case_id "
               "desc limit $3",
               {crisis, from, limit}));
}

std::vector<CaseId> opened_since(db::Tx& tx, Millis since, int limit) {
  return ids(
      tx.query("select id from cases where closed_at is null and created_at >= $1 order by id desc limit $2",
               {since, limit}));
}

}  // namespace aproape::crisis::repository
