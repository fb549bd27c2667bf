#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The log of a unit's shifts and how one hands over to the next.
void add_shift_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
