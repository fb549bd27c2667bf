#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// GET /search?q=: articles for citizens, countries and missions by the words of the visitor, in any spelling.
void add_search_page(http::Router& router, const Site& site);

}  // namespace aproape::portal
