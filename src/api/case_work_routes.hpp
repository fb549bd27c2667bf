#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Take, assign, transfer, close, reopen, snooze, wait, read, and the same for many cases at once.
void add_case_work_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
