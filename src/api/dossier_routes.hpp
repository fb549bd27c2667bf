#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// The fields of a case's category and the documents of its service.
void add_dossier_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
