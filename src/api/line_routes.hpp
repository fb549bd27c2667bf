#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Lines: their list, their change, their import, and who answers a number at a moment.
void add_line_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
