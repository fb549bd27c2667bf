#pragma once

#include <functional>
#include <string>

#include "db/database.hpp"
#include "domain/reports/service.hpp"
#include "domain/routing/service.hpp"

// What a node does after each change, for a Follower.
namespace aproape::app {

// One pass of the router. Of several nodes the one that holds the lease "router" does it; another takes over
// within ten seconds.
[[nodiscard]] std::function<void()> router_pass(db::Database& database, std::string node,
                                                routing::Service& routing);

// Brings the reports up to date, in steps that leave room for others. Of several nodes the one that holds the
// lease "reports".
[[nodiscard]] std::function<void()> reports_pass(db::Database& database, std::string node,
                                                 const reports::Projection& projection);

}  // namespace aproape::app
