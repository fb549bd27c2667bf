#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The routes of docs/api.md that message_routes.cpp implements.
void add_message_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
