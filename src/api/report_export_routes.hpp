#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// GET /reports/export, /reports/morning, /reports/open-data: figures as files.
void add_report_export_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
