#pragma once

#include "api/desk_services.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Reading: search, an article for a place, suggestions for a case and what became of them.
void add_article_routes(http::Router& router, const DeskServices& desk);
// Writing: drafts, review, versions and their differences.
void add_article_work_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
