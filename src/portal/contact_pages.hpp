#pragma once

#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// The form: GET and POST /contact/{question}, one thing a page; /contact/check shows the answers and sends,
// /contact/done confirms with the number. What was answered lies with us (web_form::Channel), named by a
// cookie.
void add_contact_pages(http::Router& router, const Site& site);

}  // namespace aproape::portal
