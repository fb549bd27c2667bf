#pragma once

#include <functional>

#include "db/database.hpp"
#include "http/router.hpp"

namespace aproape::api {

// /healthz (the process answers), /readyz (what `ready` says: database and decode role), /metrics (to
// loopback, and to who may read settings), /api/v1/openapi.json, /api/v1/jobs, and / until the portal is
// built.
void add_system_routes(http::Router& router, db::Database& database, std::function<bool()> ready);

}  // namespace aproape::api
