#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "channels/mail/intake.hpp"
#include "channels/mail/rate_limiter.hpp"
#include "channels/mail/recipients.hpp"
#include "channels/mail/settings.hpp"
#include "channels/mail/spool.hpp"
#include "formats/smtp/receiver.hpp"
#include "net/address.hpp"
#include "net/stream.hpp"

namespace aproape::mail {

// What all connections of the receiver share. Thread-safe.
struct ReceiveShared {
  ReceiveShared(const Settings& settings, Intake& intake, const Recipients& recipients, const Clock& clock);

  const Settings& settings;
  Intake& intake;
  const Recipients& recipients;
  const Clock& clock;
  net::Networks trusted;
  RateLimiter by_sender;
  RateLimiter by_subnet;
};

// One connection's way into the intake: refuses what is not ours (550 5.7.1) or too much (450 4.7.1), spools
// the message and answers when it is durable. 452 4.3.1 where the disk is full, 451 4.3.0 where the database
// is away.
class Delivery final : public smtp::Delivery {
 public:
  Delivery(ReceiveShared& shared, std::string route, std::string peer);

  smtp::Reply sender(const smtp::Sender& sender) override;
  smtp::Reply recipient(const smtp::Mailbox& recipient) override;
  smtp::Reply begin(const smtp::Transaction& transaction) override;
  void append(std::string_view bytes) override;
  std::vector<smtp::Reply> finish() override;
  void abort() noexcept override;

 private:
  [[nodiscard]] bool take_token(RateLimiter& limiter, const std::string& key);

  ReceiveShared& shared_;
  Envelope envelope_;
  Spool spool_;
  bool spool_failed_ = false;
};

// Makes the sessions of a listener (SMTP, or LMTP where `lmtp`). `shared` must outlive all of them.
[[nodiscard]] net::StreamSessionFactory session_factory(ReceiveShared& shared, bool lmtp);

}  // namespace aproape::mail
