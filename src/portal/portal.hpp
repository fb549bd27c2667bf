#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// All pages for citizens, and /portal/{file}: their look.
void add_portal(http::Router& router, const Site& site);

}  // namespace aproape::portal
