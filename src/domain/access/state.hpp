#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "db/watched_version.hpp"
#include "domain/access/secret.hpp"
#include "domain/access/service.hpp"

namespace aproape::access {

// What of an account is asked for at every request.
struct Standing {
  bool active = false;
  bool must_change = false;
  std::string language;
  Scope scope = Scope::staff(AccountId{}, {});
  std::vector<std::string> permissions;  // sorted
};

// The inside of the service, shared by its files.
struct Service::State {
  State(db::Database& db, audit::Service& record, const std::filesystem::path& keys, const Options& wanted);

  db::Database& database;
  audit::Service& audit;
  Options options;
  SecretBox box;
  PasswordVerifier verifier;
  db::WatchedVersion version;
  std::mutex guard;
  std::map<AccountId, Standing> standings;
  std::int64_t generation = 0;  // how often the map was cleared

  // From memory where it is still right. Not from inside a transaction.
  [[nodiscard]] Standing standing(AccountId account);
  [[nodiscard]] Standing read_standing(db::Tx& tx, AccountId account) const;
  [[nodiscard]] Identity identity(AccountId account, const Standing& standing) const;
  // What somebody gives to show who they are.
  struct Proof {
    std::string login;  // folded
    std::string_view password;
    std::string_view code;
    std::string_view source;
  };
  // Same work and time whether or not the login exists; `in` runs in the transaction of a success.
  [[nodiscard]] SignIn prove(const Proof& given, const std::function<void(db::Tx&, const audit::Actor&)>& in);
  // Notes the change, raises the version, tells open connections.
  void changed(db::Tx& tx, const audit::Actor& by, std::string_view action, AccountId account,
               std::string_view detail = "{}");
  // Throws Error{invalid} where a grant names no role or lacks its unit.
  void check_grants(db::Tx& tx, const std::vector<Grant>& grants) const;
};

}  // namespace aproape::access
