#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// Following a case without an account: /status asks for number and address, /status/code for the code that
// was mailed, /status/case shows stages, who has it and what was written, and takes an answer; POST
// /status/end leaves.
void add_status_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
