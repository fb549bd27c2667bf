#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// For who steers the shift: the line of all queues and what is done with its pieces.
void add_work_routes(http::Router& router, const DeskServices& desk);
// The rules of channels and the codes of wrap-ups.
void add_routing_settings_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
