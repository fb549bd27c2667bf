#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// GET /countries: all countries (?country=IT leads on to one). GET /countries/{code}: who is competent there,
// the time, open or closed, numbers; ?place= finds the district.
void add_country_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
