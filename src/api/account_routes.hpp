#pragma once

#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Accounts for administrators: /api/v1/accounts….
void add_account_routes(http::Router& router, network::Service& network);

}  // namespace aproape::api
