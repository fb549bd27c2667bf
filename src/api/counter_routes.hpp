#pragma once

#include "api/desk_services.hpp"
#include "channels/counter/channel.hpp"

namespace aproape::api {

// POST /counter-entries: a visit or a letter; GET /counter-entries: the caller's own; GET
// /counter-entries/{id}: what the receipt says.
void add_counter_routes(http::Router& router, const DeskServices& desk, counter::Channel& counter);

}  // namespace aproape::api
