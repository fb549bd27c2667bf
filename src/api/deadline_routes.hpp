#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The clocks of a case with their explanation, the terms that staff starts, stops and extends, the catalogue
// of terms, and the question "what if".
void add_deadline_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
