#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The routes of docs/api.md that search_routes.cpp implements.
void add_search_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
