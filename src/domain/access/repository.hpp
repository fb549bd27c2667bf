#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/model.hpp"
#include "domain/access/scope.hpp"

// The SQL of accounts and grants.
namespace aproape::access::repository {

// What only signing in reads.
struct Credentials {
  AccountId account;
  bool disabled = false;
  std::string password;
  bool must_change = false;
  Millis password_until = 0;  // 0: no end
  std::string totp_secret;
  std::string totp_offer;
  std::int64_t totp_step = 0;
};

void insert(db::Tx& tx, const Account& account, std::string_view password, Millis password_until);
// Writes name, language, theme, density, disabled, unit and raises the version; false where `version` is not
// the present one.
[[nodiscard]] bool update(db::Tx& tx, const Account& account, std::int64_t version);
[[nodiscard]] std::optional<Account> find(db::Tx& tx, AccountId id);
[[nodiscard]] std::optional<Account> find_login(db::Tx& tx, std::string_view login);
// Whose id is under `before`, newest first; folded `query` anywhere in login or name.
[[nodiscard]] std::vector<Account> list(db::Tx& tx, std::string_view query, std::int64_t before, int limit);
// Enabled accounts with a grant on any unit that `scope` sees, or network-wide, by folded name.
[[nodiscard]] std::vector<Account> staff(db::Tx& tx, const Scope& scope, std::string_view query, int limit);

[[nodiscard]] std::optional<Credentials> credentials(db::Tx& tx, AccountId id);
[[nodiscard]] std::optional<Credentials> credentials_of_login(db::Tx& tx, std::string_view login);
void set_password(db::Tx& tx, AccountId id, std::string_view hash, bool must_change, Millis until);
void set_totp_offer(db::Tx& tx, AccountId id, std::string_view sealed);
// Takes the offer as the secret, its first code used.
void accept_totp(db::Tx& tx, AccountId id, std::int64_t step);
void drop_totp(db::Tx& tx, AccountId id);
// False where this or a later step was used already.
[[nodiscard]] bool use_totp_step(db::Tx& tx, AccountId id, std::int64_t step);

[[nodiscard]] std::vector<Grant> grants(db::Tx& tx, AccountId id);
void replace_grants(db::Tx& tx, AccountId id, const std::vector<Grant>& grants);
// Computes account_unit (where an account reads cases) again, of one account or of all (empty id).
void spread_grants(db::Tx& tx, AccountId id);
// The unit and all under it.
[[nodiscard]] std::vector<UnitId> subtree(db::Tx& tx, UnitId unit);
// Replaces the tree of units; pairs (unit, ancestor).
void replace_ancestors(db::Tx& tx, const std::vector<std::pair<UnitId, UnitId>>& pairs);

}  // namespace aproape::access::repository
