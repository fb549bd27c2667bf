#pragma once

#include "db/database.hpp"
#include "domain/satisfaction/service.hpp"
#include "http/router.hpp"

namespace aproape::portal {

// GET /rate/{token} asks how it was, POST /rate/{token} keeps the answer; /rate/portal.css is their look. A
// GET changes nothing: programs that follow links in mails answer for nobody. The services outlive the
// router.
void add_rating_pages(http::Router& router, db::Database& database, satisfaction::Service& satisfaction);

}  // namespace aproape::portal
