#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The routes of docs/api.md that draft_routes.cpp implements.
void add_draft_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
