#include "domain/access/scope.hpp"

#include <algorithm>
#include <utility>

namespace aproape::access {
namespace {

bool holds(const Area& area, std::string_view permission) {
  return std::binary_search(area.permissions.begin(), area.permissions.end(), permission,
                            [](std::string_view a, std::string_view b) { return a < b; });
}

}  // namespace

Scope Scope::system(std::string_view reason) {
  Scope scope;
  scope.system_ = true;
  scope.network_ = true;
  scope.reason_ = reason;
  return scope;
}

Scope Scope::staff(AccountId account, std::vector<Area> areas) {
  Scope scope;
  scope.account_ = account;
  scope.areas_ = std::move(areas);
  for (Area& area : scope.areas_) {
    std::sort(area.permissions.begin(), area.permissions.end());
    std::sort(area.units.begin(), area.units.end());
  }
  scope.network_ = scope.may_everywhere("case.read");
  return scope;
}

Scope Scope::staff(AccountId account, bool network, std::vector<UnitId> units,
                   std::vector<std::string> permissions) {
  return staff(account, {Area{std::move(permissions), network, std::move(units)}});
}

bool Scope::may(std::string_view permission) const {
  return system_ ||
         std::any_of(areas_.begin(), areas_.end(), [&](const Area& area) { return holds(area, permission); });
}

bool Scope::may(std::string_view permission, UnitId unit) const {
  return system_ || std::any_of(areas_.begin(), areas_.end(), [&](const Area& area) {
           return holds(area, permission) &&
                  (area.network || std::binary_search(area.units.begin(), area.units.end(), unit));
         });
}

bool Scope::may_everywhere(std::string_view permission) const {
  return system_ || std::any_of(areas_.begin(), areas_.end(),
                                [&](const Area& area) { return area.network && holds(area, permission); });
}

std::vector<UnitId> Scope::units(std::string_view permission) const {
  std::vector<UnitId> all;
  for (const Area& area : areas_)
    if (!area.network && holds(area, permission)) all.insert(all.end(), area.units.begin(), area.units.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace aproape::access
