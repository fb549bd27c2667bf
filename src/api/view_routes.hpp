#pragma once

#include "api/desk_services.hpp"
#include "base/json.hpp"

namespace aproape::api {

// The counts of the fixed views for these eyes, each at most 1000: {"mine":12,…}. For the live feed.
[[nodiscard]] json::Object view_counts(const DeskServices& desk, const access::Scope& scope);

// The routes of docs/api.md that view_routes.cpp implements.
void add_view_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
