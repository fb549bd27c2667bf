#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// On the files origin: attachments and the HTML of contacts, by signed address (FileLinks), each read noted.
// The sandbox and the other headers of that origin are http::add_security_headers'. What no scanner saw is
// downloaded with confirm=1 only; what is pending, infected or blocked never.
void add_file_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
