#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// GET /accessibility, the statement that is owed (OUG 112/2018), and GET /privacy.
void add_about_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
