#pragma once

#include "domain/access/service.hpp"
#include "domain/catalogue/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// The taxonomy of cases: /api/v1/categories….
void add_category_routes(http::Router& router, access::Service& access, catalogue::Service& catalogue);

}  // namespace aproape::api
