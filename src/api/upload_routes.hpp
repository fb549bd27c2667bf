#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The routes of docs/api.md that upload_routes.cpp implements.
void add_upload_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
