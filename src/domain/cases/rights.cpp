#include "domain/cases/rights.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "domain/cases/parts_repository.hpp"

namespace aproape::cases {

void require(db::Tx& tx, const access::Scope& scope, const Case& c, std::string_view permission, Millis now) {
  if (scope.may(permission, c.unit)) return;
  const auto shared = repository::grants(tx, c.id, now);
  if (std::none_of(shared.begin(), shared.end(),
                   [&](const CaseGrant& grant) { return scope.may(permission, grant.unit); }))
    throw Error(ErrorKind::forbidden, "auth.forbidden");
}

}  // namespace aproape::cases
