#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The routes of docs/api.md that case_routes.cpp implements.
void add_case_routes(http::Router& router, const DeskServices& desk);

// What the query of a request asks the list for: view, query, status, urgency, category, mission, holder,
// sort.
[[nodiscard]] cases::Filter filter_of(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                                      const http::Request& request);

}  // namespace aproape::api
