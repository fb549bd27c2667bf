#pragma once

#include <memory>
#include <string>

#include "channels/mail/mail_reader.hpp"
#include "channels/mail/mailboxes.hpp"
#include "channels/mail/message_writer.hpp"
#include "channels/mail/notice.hpp"
#include "channels/mail/quarantine.hpp"
#include "channels/mail/services.hpp"
#include "channels/mail/settings.hpp"
#include "db/jobs.hpp"
#include "net/stream.hpp"

namespace aproape::mail {

// The whole mail channel: what src/app makes one of. Order: construct, add_jobs() before the job runner
// starts, listeners with smtp_sessions() and lmtp_sessions(), start(); at the end stop() after the listeners
// have drained.
class MailChannel {
 public:
  // Throws Error{invalid, "config.…"} for settings that cannot be.
  MailChannel(const Settings& settings, const Services& services, audit::Service& audit, MailReader& reader);
  ~MailChannel();
  MailChannel(const MailChannel&) = delete;
  MailChannel& operator=(const MailChannel&) = delete;

  // Jobs "mail.decode" and "mail.scan".
  void add_jobs(db::JobRunner& runner);
  [[nodiscard]] net::StreamSessionFactory smtp_sessions();
  [[nodiscard]] net::StreamSessionFactory lmtp_sessions();

  // Sending and fetching.
  void start();
  void stop();

  [[nodiscard]] Quarantine& quarantine();
  [[nodiscard]] Mailboxes& mailboxes();
  // What the outbox shows: the exact bytes of a message, and where they would go ("host:port", empty:
  // nowhere).
  [[nodiscard]] const MessageWriter& writer() const;
  [[nodiscard]] std::string relay() const;
  // A mail of the program to staff, now.
  [[nodiscard]] messages::Delivery send(const Notice& notice) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::mail
