#pragma once

#include <string>

#include "channels/mail/handover_repository.hpp"
#include "channels/mail/message_writer.hpp"
#include "channels/mail/relay.hpp"
#include "channels/mail/services.hpp"
#include "domain/messages/sender.hpp"

namespace aproape::mail {

// The mail channel's way out. Each recipient has a transaction and a record of its own, so that a repeat
// after a partial failure goes only to those who did not get the message. Thread-safe.
class MailSender final : public messages::Sender {
 public:
  MailSender(const Services& services, const Recipients& recipients, const Relay& relay)
      : services_(services), recipients_(recipients), relay_(relay), writer_(services, recipients) {}

  [[nodiscard]] std::string channel() const override { return "mail"; }
  [[nodiscard]] bool ready() const override { return relay_.configured(); }
  messages::Delivery send(const messages::Message& message) override;

 private:
  const Services& services_;
  const Recipients& recipients_;
  const Relay& relay_;
  MessageWriter writer_;
  HandoverRepository handovers_;
};

}  // namespace aproape::mail
