#pragma once

#include "domain/access/service.hpp"
#include "domain/routing/service.hpp"

namespace aproape::api {

// Switches off the account that was made for a surge, unless another surge of it runs.
void switch_off(db::Database& database, routing::Service& routing, access::Service& access,
                const audit::Actor& by, const routing::Surge& surge);
// Ends surges whose time is over and switches off the accounts that were made for them. Gives how many.
int end_surges(db::Database& database, routing::Service& routing, access::Service& access);

}  // namespace aproape::api
