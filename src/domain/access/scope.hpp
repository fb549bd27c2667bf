#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace aproape::access {

// What one grant allows, and where.
struct Area {
  std::vector<std::string> permissions;
  bool network = false;       // in all units
  std::vector<UnitId> units;  // otherwise in these, already with their subtrees
};

// Whose eyes look. Every repository call that reads or changes cases, people or their content takes one, so
// that a call without a scope does not compile. Made by access::Service for an account, or by system() for
// the program's own work, which is audited with its reason. Grants are never pooled: who reads the whole
// network and writes in one mission writes in that mission only.
class Scope {
 public:
  // The program itself: intake, timers, the outbox. Sees everything. `reason` is a fixed word
  // ("mail.intake").
  static Scope system(std::string_view reason);
  // A member of staff with the grants of `areas`.
  static Scope staff(AccountId account, std::vector<Area> areas);
  // The same with one grant.
  static Scope staff(AccountId account, bool network, std::vector<UnitId> units,
                     std::vector<std::string> permissions);

  [[nodiscard]] bool is_system() const { return system_; }
  [[nodiscard]] AccountId account() const { return account_; }  // empty for the system
  // Reads the cases of all units (case.read). SQL: `$net or exists (select 1 from account_unit au where
  // au.account_id=$acc and au.unit_id=c.unit_id)`; table account_unit holds the units where the account has
  // case.read.
  [[nodiscard]] bool network() const { return network_; }
  // Reads the cases of this unit.
  [[nodiscard]] bool covers(UnitId unit) const { return may("case.read", unit); }
  // Whether it may somewhere: what a route asks before the thing is known.
  [[nodiscard]] bool may(std::string_view permission) const;
  // Whether it may with what belongs to this unit.
  [[nodiscard]] bool may(std::string_view permission, UnitId unit) const;
  // Whether it may in all units: for what belongs to none.
  [[nodiscard]] bool may_everywhere(std::string_view permission) const;
  // The units, sorted, where it may by grants that are not of the whole network.
  [[nodiscard]] std::vector<UnitId> units(std::string_view permission) const;
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  bool system_ = false;
  bool network_ = false;
  AccountId account_;
  std::vector<Area> areas_;  // each with its members sorted
  std::string reason_;
};

}  // namespace aproape::access
