#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The caller as an agent: his availability for all channels, what is offered to him and what he has in hand.
void add_offer_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
