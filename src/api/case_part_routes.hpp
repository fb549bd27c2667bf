#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Notes, roles, grants, merges and links of a case.
void add_case_part_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
