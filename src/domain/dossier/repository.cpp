#include "domain/dossier/repository.hpp"

namespace aproape::dossier::repository {
namespace {

#define DOCUMENT_SELECT                                                                                    \
  "select d.id, d.case_id, d.position, d.article, d.name_ro, d.name_en, d.state, d.reason, d.changed_by, " \
  "coalesce(a.name, ''), d.changed_at from case_document d left join account a on a.id = d.changed_by "

Document document_of(const db::Row& row) {
  return {row.id<DocumentId>(0), row.id<CaseId>(1), row.i64(2),  row.text(3),
          row.text(4),           row.text(5),       row.text(6), row.text(7),
          row.id<AccountId>(8),  row.text(9),       row.i64(10)};
}

}  // namespace

std::vector<Value> values(db::Tx& tx, CaseId id) {
  std::vector<Value> found;
  for (const db::Row& row : tx.query("select f.code, f.value, f.changed_by, coalesce(a.name, ''), "
                                     "f.changed_at from case_field f left join "
                                     "account a on a.id = f.changed_by where f.case_id = $1 order by f.code",
                                     {id}))
    found.push_back({row.text(0), row.text(1), row.id<AccountId>(2), row.text(3), row.i64(4)});
  return found;
}

void set_value(db::Tx& tx, CaseId id, const Value& value) {
  drop_value(tx, id, value.code);
  tx.exec("insert into case_field (case_id, code, value, changed_by, changed_at) values ($1, $2, $3, $4, $5)",
          {id, value.code, value.value, value.changed_by, value.changed_at});
}

void drop_value(db::Tx& tx, CaseId id, std::string_view code) {
  tx.exec("delete from case_field where case_id = $1 and code = $2", {id, code});
}

std::vector<Document> documents(db::Tx& tx, CaseId id) {
  std::vector<Document> found;
  for (const db::Row& row : tx.query(DOCUMENT_SELECT "where d.case_id = $1 order by d.position, d.id", {id}))
    found.push_back(document_of(row));
  return found;
}

std::optional<Document> document(db::Tx& tx, DocumentId id) {
  const auto row = tx.one(DOCUMENT_SELECT "where d.id = $1", {id});
  if (!row) return std::nullopt;
  return document_of(*row);
}

void insert(db::Tx& tx, const Document& d) {
  tx.exec(
      "insert into case_document (id, case_id, position, article, name_ro, name_en, state, reason, "
      "changed_by, "
      "changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {d.id, d.case_id, d.position, d.article, d.name_ro, d.name_en, d.state, d.reason, d.changed_by,
       d.changed_at});
}

void update(db::Tx& tx, const Document& d) {
  tx.exec("update case_document set state = $2, reason = $3, changed_by = $4, changed_at = $5 where id = $1",
          {d.id, d.state, d.reason, d.changed_by, d.changed_at});
}

void remove(db::Tx& tx, DocumentId id) {
  tx.exec("delete from case_document where id = $1", {id});
}

}  // namespace aproape::dossier::repository
