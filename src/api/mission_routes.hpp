#pragma once

#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Missions with their hours, closures and holidays: /api/v1/missions….
void add_mission_routes(http::Router& router, network::Service& network);

}  // namespace aproape::api
