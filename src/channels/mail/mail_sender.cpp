#include "channels/mail/mail_sender.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "channels/mail/header_scan.hpp"
#include "formats/smtp/address.hpp"

namespace aproape::mail {

namespace {

std::string wire_form(const std::string& address) {
  const auto mailbox = smtp::wire_mailbox(address);
  return mailbox ? mailbox->str() : address;
}

}  // namespace

messages::Delivery MailSender::send(const messages::Message& message) {
  using Outcome = messages::Delivery::Outcome;
  std::string raw;
  try {
    raw = writer_.write(message);
  } catch (const Error& error) {
    log::error("mail.compose_failed", {{"message", message.id.value}, {"key", error.key()}});
    if (error.kind() == ErrorKind::invalid) return {Outcome::failed, error.key()};
    throw;
  }
  const std::string sender = writer_.return_path(message);
  std::vector<contacts::Address> all = message.to;
  all.insert(all.end(), message.cc.begin(), message.cc.end());
  messages::Delivery worst{Outcome::sent, {}};
  const auto note = [&](messages::Delivery delivery) {
    // A failure for good of one recipient is told, but only once the others no longer wait.
    const auto rank = [](Outcome outcome) {
      return outcome == Outcome::try_later ? 2 : outcome == Outcome::failed ? 1 : 0;
    };
    if (rank(delivery.outcome) > rank(worst.outcome)) worst = std::move(delivery);
  };
  // Header fields with such an address need SMTPUTF8 for every recipient (RFC 6531 3.2).
  const bool utf8 = std::any_of(all.begin(), all.end(), [](const contacts::Address& address) {
    const auto mailbox = smtp::wire_mailbox(address.address);
    return mailbox && mailbox->utf8;
  });
  for (const auto& address : all) {
    if (recipients_.find(address.address)) {
      note({Outcome::failed, "5.4.6 own address"});  // writing to ourselves only makes a loop
      continue;
    }
    const std::string digest = sha256_hex(address.address);
    const bool done =
        services_.database.read([&](db::Tx& tx) { return handovers_.done(tx, message.id, digest); });
    if (done) continue;
    auto delivery = relay_.send(sender, wire_form(address.address), utf8, raw);
    if (delivery.outcome == Outcome::sent) {
      services_.database.write(
          [&](db::Tx& tx) { handovers_.note(tx, message.id, digest, services_.database.clock().now()); });
    }
    note(std::move(delivery));
  }
  metrics::count("aproape_mail_sent_total", {{"outcome", worst.outcome == Outcome::sent     ? "sent"
                                                         : worst.outcome == Outcome::failed ? "failed"
                                                                                            : "try_later"}});
  return worst;
}

}  // namespace aproape::mail
