#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// GET /rate/{token} asks how it was, POST /rate/{token} keeps the answer. A GET changes nothing: programs
// that follow links in mails answer for nobody.
void add_rating_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
