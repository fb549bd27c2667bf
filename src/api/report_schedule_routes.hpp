#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// GET, POST /reports/schedules; DELETE /reports/schedules/{id}: reports by e-mail.
void add_report_schedule_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
