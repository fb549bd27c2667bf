#pragma once

#include "domain/access/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Who read and changed what: /api/v1/audit….
void add_audit_routes(http::Router& router, access::Service& access);

}  // namespace aproape::api
