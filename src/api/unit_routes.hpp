#pragma once

#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// The tree of units: /api/v1/units….
void add_unit_routes(http::Router& router, network::Service& network);

}  // namespace aproape::api
