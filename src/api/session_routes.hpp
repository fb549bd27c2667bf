#pragma once

#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Signing in and out, and what people set for themselves: /api/v1/session….
void add_session_routes(http::Router& router, network::Service& network);

}  // namespace aproape::api
