#pragma once

#include "channels/mail/mailboxes.hpp"
#include "domain/access/service.hpp"
#include "http/router.hpp"
#include "i18n/texts.hpp"

namespace aproape::api {

// /mailboxes: the IMAP sources (docs/api.md, mail operations).
void add_mailbox_routes(http::Router& router, access::Service& access, mail::Mailboxes& mailboxes,
                        const i18n::Texts& texts);

}  // namespace aproape::api
