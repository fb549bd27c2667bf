#pragma once

#include "app/domain.hpp"
#include "channels/mail/channel.hpp"
#include "db/jobs.hpp"

namespace aproape::app {

// The job "report.send": makes the report with the eyes of whoever ordered it and mails it to one recipient.
// Nothing is sent for an account that is disabled or may no longer read reports. Throws where the relay did
// not take it, so that the job runs again.
void send_report(Domain& domain, mail::MailChannel& mail, const db::Job& job);

}  // namespace aproape::app
