#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The duty roster of a unit.
void add_duty_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
