#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Colleagues in a case: its followers and its team; and the teams themselves.
void add_participant_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
