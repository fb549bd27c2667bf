#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Macros: what there is, what one would change, running one, taking a run back (docs/api.md).
void add_macro_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
