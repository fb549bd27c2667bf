#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/network/import.hpp"
#include "domain/network/service.hpp"

namespace aproape::network {

// What `user add` does: one account with one role. `mission` is a unit's code, "all", or absent for the role's own
// scope. Throws Error{invalid, "account.role_unknown" | "account.mission_needed" | "password.*"}, Error{not_found,
// "unit.unknown"}, Error{conflict, "account.login_taken"}.
AccountId add_user(Service& network, std::string_view login, std::string_view role,
                   const std::optional<std::string>& mission, std::string_view password);

// The result of a staff import: each added account's one-time password stands in `passwords` (once, never stored).
struct StaffImport {
  ImportResult result;
  std::vector<std::pair<std::string, std::string>> passwords;  // login, one-time password
};

// CSV with headings login, name, role, mission, language. Many rows of one login give several grants. Nothing is
// written where `dry_run` or where any line is wrong.
StaffImport import_accounts(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);

}  // namespace aproape::network
