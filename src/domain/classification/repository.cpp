#include "domain/classification/repository.hpp"

#include "base/json.hpp"
#include "domain/classification/verdict_json.hpp"

namespace aproape::classification::repository {
namespace {

Stored read(const db::Row& row) {
  return {CaseId{row.i64(0)}, ContactId{row.i64(1)}, verdict_of(json::parse(row.text(2))), row.i64(3)};
}

std::optional<Stored> read(const std::optional<db::Row>& row) {
  return row ? std::optional(read(*row)) : std::nullopt;
}

template <class T>
void take(const std::optional<T>& value, std::optional<T>& into) {
  if (value) into = value;
}

// Later lines of the same case count over earlier ones.
std::vector<Corrected> join(const db::Rows& rows) {
  std::vector<Corrected> all;
  for (const db::Row& row : rows) {
    const CaseId id{row.i64(0)};
    if (all.empty() || all.back().case_id != id) all.push_back({id, ContactId{row.i64(1)}, {}});
    Correction& what = all.back().what;
    take(row.text_opt(2), what.kind);
    take(row.text_opt(3), what.subcategory);
    take(row.text_opt(4), what.urgency);
    if (!row.null(5)) what.urgent = row.boolean(5);
    take(row.text_opt(6), what.language);
    take(row.text_opt(7), what.country);
  }
  return all;
}

StoredModel read_model(const db::Row& row) {
  return {row.id<ModelId>(0),   row.text(1), row.text(2),   row.text(3),
          row.id<AccountId>(4), row.i64(5),  row.i64_opt(6)};
}

}  // namespace

void insert(db::Tx& tx, const Stored& stored) {
  tx.exec(
      "insert into classification (contact_id, case_id, verdict, at) values ($1, $2, $3, $4) "
      "on conflict (contact_id) do nothing",
      {stored.contact, stored.case_id, json::write(to_json(stored.verdict)), stored.at});
}

std::optional<Stored> first(db::Tx& tx, CaseId id) {
  return read(
      tx.one("select case_id, contact_id, verdict, at from classification where case_id = $1 order by "
             "contact_id limit 1",
             {id}));
}

std::optional<Stored> last(db::Tx& tx, CaseId id) {
  return read(tx.one(
      "select case_id, contact_id, verdict, at from classification where case_id = $1 order by contact_id "
      "desc limit 1",
      {id}));
}

std::vector<Stored> newest(db::Tx& tx, int limit) {
  std::vector<Stored> all;
  for (const db::Row& row : tx.query("select case_id, contact_id, verdict, at from classification order by "
                                     "at desc, contact_id desc limit $1",
                                     {limit}))
    all.push_back(read(row));
  return all;
}

void insert(db::Tx& tx, CaseId id, ContactId contact, AccountId who, const Correction& what, Millis at) {
  tx.exec(
      "insert into classification_correction (id, case_id, contact_id, account_id, kind, subcategory, "
      "urgency, "
      "urgent, language, country, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {make_id<CorrectionId>(), id, contact, who, what.kind, what.subcategory, what.urgency, what.urgent,
       what.language, what.country, at});
}

std::optional<Corrected> corrected(db::Tx& tx, CaseId id) {
  const auto all =
      join(tx.query("select case_id, contact_id, kind, subcategory, urgency, urgent, language, country "
                    "from classification_correction where case_id = $1 order by id",
                    {id}));
  return all.empty() ? std::nullopt : std::optional(all.front());
}

std::vector<Corrected> all_corrected(db::Tx& tx) {
  return join(
      tx.query("select case_id, contact_id, kind, subcategory, urgency, urgent, language, country "
               "from classification_correction order by case_id, id"));
}

std::vector<StoredModel> models(db::Tx& tx) {
  std::vector<StoredModel> all;
  for (const db::Row& row : tx.query("select id, name, state, report, made_by, made_at, switched_at from "
                                     "classifier_model order by id desc"))
    all.push_back(read_model(row));
  return all;
}

ModelId active_model(db::Tx& tx) {
  const auto row = tx.one("select id from classifier_model where state = 'active'");
  return row ? row->id<ModelId>(0) : ModelId{};
}

std::string model_bytes(db::Tx& tx, ModelId id) {
  const auto row = tx.one("select bytes from classifier_model where id = $1", {id});
  return row ? row->text(0) : std::string();
}

void insert(db::Tx& tx, const StoredModel& model, std::string_view bytes) {
  tx.exec(
      "insert into classifier_model (id, name, state, bytes, report, made_by, made_at, switched_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {model.id, model.name, model.state, db::Bytes{bytes}, model.report, model.made_by, model.made_at,
       model.switched_at});
}

void set_state(db::Tx& tx, ModelId id, std::string_view state, std::optional<Millis> switched_at) {
  tx.exec("update classifier_model set state = $2, switched_at = coalesce($3, switched_at) where id = $1",
          {id, state, switched_at});
}

}  // namespace aproape::classification::repository
