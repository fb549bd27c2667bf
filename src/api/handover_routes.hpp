#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Cases that units hand to each other: asked, accepted, given back, withdrawn, and what waits.
void add_handover_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
