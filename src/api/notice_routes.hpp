#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// What the caller was told of: GET /notices, and marking them read.
void add_notice_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
