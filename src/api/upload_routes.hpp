#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// An upload as answers show it.
[[nodiscard]] json::Value upload_json(const messages::Upload& upload);

// The routes of docs/api.md that upload_routes.cpp implements.
void add_upload_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
