#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// GET /services: what is in force for citizens, by kind of matter. GET /services/{key}: an article; a service
// in five parts, with what is otherwise at the mission of ?country=.
void add_service_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
