#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// On the files origin: attachments and the HTML of contacts, by signed address. On the main origin: the
// addresses of one attachment (`POST /attachments/{id}/url`, with confirm=1 for one that no scanner saw).
void add_file_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
