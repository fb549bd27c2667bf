#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// For who steers the shift: the agents that are there, the queues, and what waits in them.
void add_agent_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
