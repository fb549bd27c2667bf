#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// Rules: what there are, as data and as sentences, changing them, trying one on past cases (docs/api.md).
void add_rule_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
