#pragma once

#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Colleagues to assign work to: /api/v1/staff.
void add_staff_routes(http::Router& router, network::Service& network);

}  // namespace aproape::api
