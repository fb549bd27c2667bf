#pragma once

#include <string_view>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/cases/model.hpp"

namespace aproape::cases {

// Throws Error{forbidden, "auth.forbidden"} unless `scope` holds the permission in the unit of the case, or
// in a unit with which the case is shared now. For a case that the scope sees: that it exists is no secret to
// it.
void require(db::Tx& tx, const access::Scope& scope, const Case& c, std::string_view permission, Millis now);

}  // namespace aproape::cases
