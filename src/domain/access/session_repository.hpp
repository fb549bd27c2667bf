#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "db/database.hpp"
#include "domain/access/model.hpp"

// The SQL of sessions, tokens and the delays of failed sign-ins.
namespace aproape::access::repository {

struct Session {
  std::string id;
  AccountId account;
  std::string csrf;
  Millis created_at = 0;
  Millis used_at = 0;
  Millis confirmed_at = 0;
};

void insert(db::Tx& tx, const Session& session);
void confirm_session(db::Tx& tx, std::string_view id, Millis at);
[[nodiscard]] std::optional<Session> session(db::Tx& tx, std::string_view id);
void use_session(db::Tx& tx, std::string_view id, Millis at);
void end_session(db::Tx& tx, std::string_view id);
// All of an account but `except` (may be empty).
void end_sessions(db::Tx& tx, AccountId account, std::string_view except);
// Those that ended by themselves.
void sweep_sessions(db::Tx& tx, Millis used_before, Millis created_before);

void insert_token(db::Tx& tx, AccountId account, std::string_view hash, Millis at);
[[nodiscard]] AccountId token_account(db::Tx& tx, std::string_view hash);
void drop_tokens(db::Tx& tx, AccountId account);

struct Delay {
  std::int64_t failures = 0;
  Millis blocked_until = 0;
  Millis last_at = 0;
};
[[nodiscard]] std::optional<Delay> delay(db::Tx& tx, std::string_view name);
void set_delay(db::Tx& tx, std::string_view name, const Delay& delay);
void drop_delay(db::Tx& tx, std::string_view name);
void sweep_delays(db::Tx& tx, Millis before);

}  // namespace aproape::access::repository
