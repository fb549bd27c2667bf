#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/model.hpp"
#include "domain/access/password.hpp"
#include "domain/access/roles.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"

namespace aproape::access {

struct Options {
  Millis idle = 15 * kMinute;    // a session ends after so long without use
  Millis absolute = 12 * kHour;  // and in any case after so long
  PasswordCost cost = {};
};

// Accounts, passwords, second factors, sessions, tokens, grants. Thread-safe. What another process changes
// (`user add` beside a running serve) is seen within a second.
class Service {
 public:
  // The second factors' secrets are encrypted with DATA/keys/access.key, made on first use.
  Service(db::Database& database, audit::Service& audit, std::filesystem::path data_dir,
          Options options = {});
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // --- whose eyes ---
  // Scope of an account; one without any right where it is absent or disabled.
  [[nodiscard]] Scope scope(AccountId account);
  // Whether the account may still work: false once disabled. For long connections.
  [[nodiscard]] bool active(AccountId account);

  // --- signing in ---
  // `source` is the client's address. Takes the same work and time whether or not the login exists.
  [[nodiscard]] SignIn sign_in(std::string_view login, std::string_view password, std::string_view code,
                               std::string_view source);
  void sign_out(std::string_view session);
  // Whoever works in the session gives the password, and the code where a second factor is set, once more:
  // for five minutes Identity::confirmed. Wrong ones count as failed sign-ins do. `token` stays empty.
  [[nodiscard]] SignIn confirm(AccountId account, std::string_view session, std::string_view password,
                               std::string_view code, std::string_view source);
  // The session of a cookie; using it extends it. nullopt where unknown or ended.
  [[nodiscard]] std::optional<Identity> of_session(std::string_view cookie);
  [[nodiscard]] std::optional<Identity> of_bearer(std::string_view token);
  // Whether a session (Identity::session) still runs, without extending it. For long connections.
  [[nodiscard]] bool session_live(std::string_view session);

  // --- own settings ---
  void change_settings(AccountId account, std::optional<std::string> language,
                       std::optional<std::string> theme, std::optional<std::string> density);
  // Ends all other sessions of the account. Throws Error{invalid} naming the field.
  void change_password(AccountId account, std::string_view session, std::string_view old_password,
                       std::string_view new_password);
  struct TotpOffer {
    std::string secret;  // base32
    std::string uri;     // otpauth://…
  };
  // Prepares a second factor; it counts once confirm_totp() saw a right code. A new one replaces the old only
  // then.
  [[nodiscard]] TotpOffer offer_totp(AccountId account);
  void confirm_totp(AccountId account, std::string_view code);

  // --- administration; `by` is who does it ---
  struct NewAccount {
    std::string login;
    std::string name;  // the login where empty
    std::string language = "ro";
    UnitId unit;
    std::vector<Grant> grants;
    std::string password;        // empty: none, nobody can sign in until reset
    bool one_time = false;       // the password must be changed at first use
    bool demonstration = false;  // skip the password rules: never on a real installation
  };
  // Throws Error{conflict, "account.login_taken"}, Error{invalid, …} with fields.
  AccountId add(db::Tx& tx, const audit::Actor& by, const NewAccount& account);
  struct Change {
    std::optional<std::string> name;
    std::optional<std::string> language;
    std::optional<bool> disabled;
    std::optional<UnitId> unit;
  };
  // Throws Error{stale}, Error{not_found}.
  Account change(const audit::Actor& by, AccountId account, std::int64_t version, const Change& change);
  // Replaces all grants. Nobody changes their own. Throws Error{stale} unless `version` fits (0 = any).
  Account set_grants(db::Tx& tx, const audit::Actor& by, AccountId account, std::int64_t version,
                     const std::vector<Grant>& grants);
  // Gives a one-time password (valid 7 days), takes away the second factor, ends all sessions.
  [[nodiscard]] std::string reset(const audit::Actor& by, AccountId account);
  // A random password of `words` groups for whoever must be told one.
  [[nodiscard]] static std::string one_time_password(int words);
  // A bearer token; only its digest is kept. Throws Error{not_found} for an unknown login.
  [[nodiscard]] std::string create_token(const audit::Actor& by, std::string_view login);

  [[nodiscard]] std::optional<Account> find(db::Tx& tx, AccountId account) const;
  [[nodiscard]] std::optional<Account> find_login(db::Tx& tx, std::string_view login) const;
  // By login, newest first; `query` is found anywhere in login or name, whatever the diacritics.
  [[nodiscard]] std::vector<Account> list(db::Tx& tx, std::string_view query, std::int64_t before,
                                          int limit) const;
  [[nodiscard]] std::vector<Grant> grants(db::Tx& tx, AccountId account) const;
  // Accounts that may take work in any of the units (with grants there or network-wide), enabled, by name.
  [[nodiscard]] std::vector<Account> staff(db::Tx& tx, const Scope& scope, std::string_view query,
                                           int limit) const;
  [[nodiscard]] const Roles& roles() const;

  // The tree of units, for grants of subtrees: called by the network's owner in the transaction that changes
  // it.
  struct TreeEdge {
    UnitId unit;
    UnitId parent;  // empty at the root
  };
  void set_unit_tree(db::Tx& tx, const std::vector<TreeEdge>& tree);

  [[nodiscard]] db::Database& database() const;
  [[nodiscard]] audit::Service& audit() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::access
