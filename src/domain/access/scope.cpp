#include "domain/access/scope.hpp"

#include <algorithm>
#include <utility>

namespace aproape::access {

Scope Scope::system(std::string_view reason) {
  Scope scope;
  scope.system_ = true;
  scope.network_ = true;
  scope.reason_ = reason;
  return scope;
}

Scope Scope::staff(AccountId account, bool network, std::vector<UnitId> units,
                   std::vector<std::string> permissions) {
  Scope scope;
  scope.account_ = account;
  scope.network_ = network;
  scope.units_ = std::move(units);
  scope.permissions_ = std::move(permissions);
  std::sort(scope.units_.begin(), scope.units_.end());
  std::sort(scope.permissions_.begin(), scope.permissions_.end());
  return scope;
}

bool Scope::covers(UnitId unit) const {
  return network_ || std::binary_search(units_.begin(), units_.end(), unit);
}

bool Scope::may(std::string_view permission) const {
  return system_ || std::binary_search(permissions_.begin(), permissions_.end(), permission,
                                       [](const auto& a, const auto& b) { return std::string_view(a) < std::string_view(b); });
}

}  // namespace aproape::access
