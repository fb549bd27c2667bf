#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Declared emergencies, and the cases that they hold.
void add_crisis_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
