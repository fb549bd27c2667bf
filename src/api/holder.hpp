#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The holder must exist, be at work and see the case, or it would be lost to everybody. Throws Error{invalid}
// naming "account".
void check_holder(db::Tx& tx, const DeskServices& desk, const access::Scope& holder, UnitId unit);

// Makes the scope's account the holder of the case of work that it took. A neighbour's case is shared with
// the taker's unit for a month.
cases::Case take_case(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                      const routing::WorkRecord& work);

}  // namespace aproape::api
