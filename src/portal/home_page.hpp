#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// GET / : what citizens come with, where they are, what is announced. GET /danger: help now.
void add_home_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
