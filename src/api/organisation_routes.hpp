#pragma once

#include "api/desk_services.hpp"
#include "http/router.hpp"

namespace aproape::api {

// /api/v1/organisations: the directory of hospitals, police, employers and authorities, with their addresses.
void add_organisation_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
