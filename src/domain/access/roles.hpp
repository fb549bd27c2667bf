#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::access {

// Where a role sees cases when nobody says otherwise.
enum class RoleScope {
  network,  // all units
  unit,     // a unit must be named: the own mission
  none,     // no cases at all, whatever the grant says
};

struct Role {
  std::string code;  // "operator"
  std::string name_ro;
  std::string name_en;
  RoleScope scope = RoleScope::none;
  std::vector<std::string> permissions;  // sorted
};

// The roles of catalog/roles.csv. Immutable.
class Roles {
 public:
  // Throws Error{invalid, "catalogue.roles"} naming the line.
  explicit Roles(std::string_view csv);
  // Those that the binary carries.
  static const Roles& standard();

  [[nodiscard]] const Role* find(std::string_view code) const;
  [[nodiscard]] const std::vector<Role>& all() const { return roles_; }

 private:
  std::vector<Role> roles_;
};

}  // namespace aproape::access
