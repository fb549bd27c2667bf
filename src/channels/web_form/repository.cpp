#include "channels/web_form/repository.hpp"

#include "base/json.hpp"
#include "db/rows.hpp"

namespace aproape::web_form::repository {
namespace {

std::string write(const Answers& answers) {
  return json::write(json::Object{{"language", answers.language},
                                  {"who", answers.who},
                                  {"persons", answers.persons},
                                  {"country", answers.country},
                                  {"place", answers.place},
                                  {"topic", answers.topic},
                                  {"story", answers.story},
                                  {"name", answers.name},
                                  {"email", answers.email},
                                  {"phone", answers.phone}});
}

Answers read(std::string_view text) {
  const json::Value value = json::parse(text);
  Answers answers;
  answers.language = value.get_string("language", "ro");
  answers.who = value.get_string("who");
  answers.persons = value.get_string("persons");
  answers.country = value.get_string("country");
  answers.place = value.get_string("place");
  answers.topic = value.get_string("topic");
  answers.story = value.get_string("story");
  answers.name = value.get_string("name");
  answers.email = value.get_string("email");
  answers.phone = value.get_string("phone");
  return answers;
}

File file_of(const db::Row& row) {
  File file;
  file.id = row.id<FileId>(0);
  file.part.blob = row.id<BlobId>(1);
  file.part.name = row.text(2);
  file.part.type = row.text(3);
  file.part.size = row.i64(4);
  file.part.sha256 = row.text(5);
  return file;
}

}  // namespace

void insert(db::Tx& tx, std::string_view digest, const Answers& answers, Millis now, Millis expires_at) {
  tx.exec(
      "insert into web_form_draft (token_digest, answers, acknowledged, created_at, expires_at) "
      "values ($1, $2, $3, $4, $5)",
      {digest, write(answers), false, now, expires_at});
}

std::optional<Draft> find(db::Tx& tx, std::string_view digest, Millis now) {
  const auto row = tx.one(
      "select answers, ring, case_id, acknowledged, expires_at from web_form_draft "
      "where token_digest = $1 and expires_at > $2",
      {digest, now});
  if (!row) return std::nullopt;
  Draft draft;
  draft.answers = read(row->text(0));
  draft.ring = row->i64_opt(1).value_or(0);
  draft.case_id = row->id<CaseId>(2);
  draft.acknowledged = row->boolean(3);
  draft.expires_at = row->i64(4);
  draft.files = db::all_of<File>(tx.query("select id, blob_id, name, type, size, sha256 from web_form_file "
                                          "where token_digest = $1 order by id",
                                          {digest}),
                                 file_of);
  return draft;
}

bool save(db::Tx& tx, std::string_view digest, const Answers& answers, Millis expires_at) {
  return tx.exec(
             "update web_form_draft set answers = $2, expires_at = $3 where token_digest = $1 and sent_at is "
             "null",
             {digest, write(answers), expires_at}) == 1;
}

bool take_ring(db::Tx& tx, std::string_view digest, std::int64_t ring) {
  return tx.exec(
             "update web_form_draft set ring = $2 where token_digest = $1 and sent_at is null "
             "and (ring is null or ring = $2)",
             {digest, ring}) == 1;
}

void insert(db::Tx& tx, std::string_view digest, const File& file) {
  tx.exec(
      "insert into web_form_file (id, token_digest, blob_id, name, type, size, sha256) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      {file.id, digest, file.part.blob, file.part.name, file.part.type, file.part.size, file.part.sha256});
}

void remove(db::Tx& tx, std::string_view digest, FileId id) {
  tx.exec("delete from web_form_file where token_digest = $1 and id = $2", {digest, id});
}

bool take_sending(db::Tx& tx, std::string_view digest, Millis now) {
  return tx.exec("update web_form_draft set sent_at = $2 where token_digest = $1 and sent_at is null",
                 {digest, now}) == 1;
}

void finish(db::Tx& tx, std::string_view digest, CaseId id, bool acknowledged, Millis expires_at) {
  tx.exec(
      "update web_form_draft set case_id = $2, acknowledged = $3, answers = '{}', expires_at = $4 "
      "where token_digest = $1",
      {digest, id, acknowledged, expires_at});
  tx.exec("delete from web_form_file where token_digest = $1", {digest});
}

std::vector<std::int64_t> remove_expired(db::Tx& tx, Millis now, int limit) {
  std::vector<std::int64_t> rings;
  for (const db::Row& row : tx.query("select token_digest, ring, sent_at from web_form_draft where "
                                     "expires_at <= $1 order by expires_at limit $2",
                                     {now, limit})) {
    if (row.null(2) && !row.null(1)) rings.push_back(row.i64(1));
    tx.exec("delete from web_form_file where token_digest = $1", {row.text(0)});
    tx.exec("delete from web_form_draft where token_digest = $1", {row.text(0)});
  }
  return rings;
}

}  // namespace aproape::web_form::repository
