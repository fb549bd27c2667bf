#pragma once

#include "channels/mail/quarantine.hpp"
#include "domain/access/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// /quarantine: mail that became no case, with its bytes, reparse, release and discard (docs/api.md, mail
// operations).
void add_quarantine_routes(http::Router& router, access::Service& access, mail::Quarantine& quarantine);

}  // namespace aproape::api
