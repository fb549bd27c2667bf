#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// What lines use: menus, announcements and trunks.
void add_menu_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
