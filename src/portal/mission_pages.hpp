#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// GET /missions/{code}: a mission with its hours, closures and numbers. GET /missions/{code}/sheet: the same
// on one page to print and keep.
void add_mission_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
