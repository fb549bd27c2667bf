#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// When agents work, and help that is made ready in minutes and ends by itself.
void add_surge_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
