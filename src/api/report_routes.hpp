#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// GET /reports, /reports/overview, /reports/network, /reports/{figure}, /reports/{figure}/cases.
void add_report_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
