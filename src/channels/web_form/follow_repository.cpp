#include "channels/web_form/follow_repository.hpp"

namespace aproape::web_form::follow_repository {

Earlier earlier(db::Tx& tx, std::string_view asked_digest, Millis since) {
  const auto row =
      tx.one("select count(*), max(created_at) from case_follow where asked_digest = $1 and created_at > $2",
             {asked_digest, since});
  return {row->i64(0), row->i64_opt(1).value_or(0)};
}

void insert(db::Tx& tx, std::string_view digest, std::string_view asked_digest, const Row& row, Millis now) {
  tx.exec(
      "insert into case_follow (token_digest, asked_digest, case_id, address, code_digest, attempts, proved, "
      "answer_nonce, created_at, expires_at) values ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9)",
      {digest, asked_digest, row.case_id, row.address, row.code_digest, row.proved, row.nonce, now,
       row.expires_at});
}

std::optional<Row> find(db::Tx& tx, std::string_view digest, Millis now) {
  const auto found = tx.one(
      "select case_id, address, code_digest, proved, answer_nonce, expires_at from case_follow "
      "where token_digest = $1 and expires_at > $2",
      {digest, now});
  if (!found) return std::nullopt;
  Row row;
  row.case_id = found->id<CaseId>(0);
  row.address = found->text(1);
  row.code_digest = found->text(2);
  row.proved = found->boolean(3);
  row.nonce = found->text(4);
  row.expires_at = found->i64(5);
  return row;
}

bool take_attempt(db::Tx& tx, std::string_view digest, std::int64_t most, Millis now) {
  return tx.exec(
             "update case_follow set attempts = attempts + 1 "
             "where token_digest = $1 and attempts < $2 and not proved and expires_at > $3",
             {digest, most, now}) == 1;
}

void set_proved(db::Tx& tx, std::string_view digest, std::string_view fresh_digest, Millis expires_at) {
  tx.exec("update case_follow set token_digest = $2, proved = $3, expires_at = $4 where token_digest = $1",
          {digest, fresh_digest, true, expires_at});
}

bool take_nonce(db::Tx& tx, std::string_view digest, std::string_view nonce, std::string_view next) {
  return tx.exec(
             "update case_follow set answer_nonce = $3 where token_digest = $1 and answer_nonce = $2 and "
             "proved",
             {digest, nonce, next}) == 1;
}

void end(db::Tx& tx, std::string_view digest) {
  tx.exec("update case_follow set expires_at = 0 where token_digest = $1", {digest});
}

int remove_before(db::Tx& tx, Millis moment) {
  return static_cast<int>(tx.exec("delete from case_follow where created_at <= $1", {moment}));
}

}  // namespace aproape::web_form::follow_repository
