#pragma once

#include <string>

#include "http/request.hpp"
#include "http/router.hpp"

namespace aproape::http {

// Whether the browser says that the request comes from a page of ours: Origin (or, where absent, the origin
// of Referer) is `site` or the request's own host; or Sec-Fetch-Site is same-origin.
[[nodiscard]] bool comes_from_us(const Request& request, const std::string& site);
// Whether it says that it comes from elsewhere. Programs say neither.
[[nodiscard]] bool comes_from_elsewhere(const Request& request, const std::string& site);

// A change by session cookie needs the token of the session and a page of ours; a change by nobody (signing
// in) must not come from elsewhere; a bearer token is not sent by browsers on their own. Throws
// Error{forbidden, "csrf.refused"}.
void check_csrf(const Request& request, const std::optional<Principal>& principal, const std::string& site);

}  // namespace aproape::http
