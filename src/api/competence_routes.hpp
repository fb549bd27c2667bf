#pragma once

#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Which mission serves which area, and the countries: /api/v1/competences…, /api/v1/countries.
void add_competence_routes(http::Router& router, network::Service& network);

}  // namespace aproape::api
