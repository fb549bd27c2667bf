#pragma once

#include "api/desk_services.hpp"
#include "channels/counter/channel.hpp"

namespace aproape::api {

// POST /cases/{id}/letters: a letter to an authority as a PDF; the case waits for its answer.
void add_letter_routes(http::Router& router, const DeskServices& desk, counter::Channel& counter);

}  // namespace aproape::api
