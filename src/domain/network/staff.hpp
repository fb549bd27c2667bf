#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/network/import.hpp"
#include "domain/network/service.hpp"

namespace aproape::network {

// The grant that a role gets in `mission`: a unit's code, "all", or absent (empty) for the role's own scope.
// Throws Error{invalid} with field "role" or "mission", Error{not_found, "unit.unknown"}.
[[nodiscard]] access::Grant grant_of(Service& network, db::Tx& tx, std::string_view role,
                                     const std::optional<std::string>& mission);

// What `user add` does: one account with one role (see grant_of). Throws as grant_of, Error{invalid} with
// field "login" or "password", Error{conflict, "account.login_taken"}.
AccountId add_user(Service& network, std::string_view login, std::string_view role,
                   const std::optional<std::string>& mission, std::string_view password);

// The result of a staff import: each added account's one-time password stands in `passwords` (once, never
// stored).
struct StaffImport {
  ImportResult result;
  std::map<std::string, std::string> passwords;  // by login
};

// CSV with headings login, name, role, mission, language. Many rows of one login give several grants. Nothing
// is written where `dry_run` or where any line is wrong.
StaffImport import_accounts(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);

}  // namespace aproape::network
