#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// One piece of work on many cases: plan, start, progress, stop, undo (docs/api.md).
void add_bulk_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
