#pragma once

#include "domain/catalogue/service.hpp"
#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// CSV imports: /api/v1/import/….
void add_import_routes(http::Router& router, network::Service& network, catalogue::Service& catalogue);

}  // namespace aproape::api
