#pragma once

#include "domain/catalogue/import.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/network/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// CSV imports: /api/v1/import/….
void add_import_routes(http::Router& router, network::Service& network, catalogue::Service& catalogue);

// Whether ?dry_run= asks to try only.
[[nodiscard]] bool is_dry_run(const http::Request& request);
// What an import answers (docs/api.md).
[[nodiscard]] json::Object import_json(const catalogue::ImportResult& result);

}  // namespace aproape::api
