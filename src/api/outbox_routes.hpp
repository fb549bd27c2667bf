#pragma once

#include "channels/mail/channel.hpp"
#include "domain/access/service.hpp"
#include "domain/audit/service.hpp"
#include "domain/messages/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// /outbox: what leaves or waits to, with the exact bytes and retry (docs/api.md, mail operations).
void add_outbox_routes(http::Router& router, access::Service& access, audit::Service& audit,
                       messages::Service& messages, mail::MailChannel& channel, db::Database& database);

}  // namespace aproape::api
