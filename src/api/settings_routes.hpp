#pragma once

#include "base/config.hpp"
#include "http/router.hpp"

namespace aproape::api {

// The configuration in force, without secrets: /api/v1/settings.
void add_settings_routes(http::Router& router, const Config& config);

}  // namespace aproape::api
