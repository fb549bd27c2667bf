#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace aproape::access {

// Whose eyes look. Every repository call that reads or changes cases, people or their content takes one, so that a
// call without a scope does not compile. Made by access::Service for an account, or by system() for the program's
// own work, which is audited with its reason.
class Scope {
 public:
  // The program itself: intake, timers, the outbox. Sees everything. `reason` is a fixed word ("mail.intake").
  static Scope system(std::string_view reason);
  // A member of staff. `network`: all units; otherwise `units` (already with their subtrees).
  static Scope staff(AccountId account, bool network, std::vector<UnitId> units, std::vector<std::string> permissions);

  [[nodiscard]] bool is_system() const { return system_; }
  [[nodiscard]] AccountId account() const { return account_; }   // empty for the system
  // Sees the cases of all units. SQL: `$net or exists (select 1 from account_unit au where au.account_id=$acc and
  // au.unit_id=c.unit_id)`; table account_unit holds the subtree of every grant.
  [[nodiscard]] bool network() const { return network_; }
  [[nodiscard]] const std::vector<UnitId>& units() const { return units_; }
  [[nodiscard]] bool covers(UnitId unit) const;
  [[nodiscard]] bool may(std::string_view permission) const;
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  bool system_ = false;
  bool network_ = false;
  AccountId account_;
  std::vector<UnitId> units_;               // sorted
  std::vector<std::string> permissions_;    // sorted
  std::string reason_;
};

}  // namespace aproape::access
