#include "domain/access/session_repository.hpp"

namespace aproape::access::repository {

void insert(db::Tx& tx, const Session& session) {
  tx.exec(
      "insert into session (id, account_id, csrf, created_at, used_at, confirmed_at) values ($1, $2, $3, $4, "
      "$5, $6)",
      {session.id, session.account, session.csrf, session.created_at, session.used_at, session.confirmed_at});
}

void confirm_session(db::Tx& tx, std::string_view id, Millis at) {
  tx.exec("update session set confirmed_at = $2 where id = $1", {id, at});
}

std::optional<Session> session(db::Tx& tx, std::string_view id) {
  const auto row = tx.one(
      "select id, account_id, csrf, created_at, used_at, confirmed_at from session where id = $1", {id});
  if (!row) return std::nullopt;
  return Session{row->text(0), row->id<AccountId>(1), row->text(2), row->i64(3), row->i64(4), row->i64(5)};
}

void use_session(db::Tx& tx, std::string_view id, Millis at) {
  tx.exec("update session set used_at = $2 where id = $1 and used_at < $2", {id, at});
}

void end_session(db::Tx& tx, std::string_view id) {
  tx.exec("delete from session where id = $1", {id});
}

void end_sessions(db::Tx& tx, AccountId account, std::string_view except) {
  tx.exec("delete from session where account_id = $1 and id <> $2", {account, except});
}

void sweep_sessions(db::Tx& tx, Millis used_before, Millis created_before) {
  tx.exec("delete from session where used_at < $1 or created_at < $2", {used_before, created_before});
}

void insert_token(db::Tx& tx, AccountId account, std::string_view hash, Millis at) {
  tx.exec("insert into access_token (id, account_id, hash, created_at) values ($1, $2, $3, $4)",
          {next_id(), account, hash, at});
}

AccountId token_account(db::Tx& tx, std::string_view hash) {
  const auto row = tx.one("select account_id from access_token where hash = $1", {hash});
  return row ? row->id<AccountId>(0) : AccountId{};
}

void drop_tokens(db::Tx& tx, AccountId account) {
  tx.exec("delete from access_token where account_id = $1", {account});
}

std::optional<Delay> delay(db::Tx& tx, std::string_view name) {
  const auto row =
      tx.one("select failures, blocked_until, last_at from sign_in_delay where name = $1", {name});
  if (!row) return std::nullopt;
  return Delay{row->i64(0), row->i64(1), row->i64(2)};
}

void set_delay(db::Tx& tx, std::string_view name, const Delay& delay) {
  tx.exec(
      "insert into sign_in_delay (name, failures, blocked_until, last_at) values ($1, $2, $3, $4) "
      "on conflict (name) do update set failures = excluded.failures, blocked_until = "
      "excluded.blocked_until, "
      "last_at = excluded.last_at",
      {name, delay.failures, delay.blocked_until, delay.last_at});
}

void drop_delay(db::Tx& tx, std::string_view name) {
  tx.exec("delete from sign_in_delay where name = $1", {name});
}

void sweep_delays(db::Tx& tx, Millis before) {
  tx.exec("delete from sign_in_delay where last_at < $1", {before});
}

}  // namespace aproape::access::repository
