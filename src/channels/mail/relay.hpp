#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "channels/mail/settings.hpp"
#include "domain/messages/sender.hpp"

namespace aproape::mail {

// Hands messages to the relay by SMTP (libcurl). Thread-safe: each call has its own connection.
class Relay {
 public:
  // Throws Error{invalid, "config.relay"} where smtp.relay is neither empty nor smtp:// or smtps://.
  explicit Relay(const Settings& settings);

  [[nodiscard]] bool configured() const { return !url_.empty(); }
  // "host:port" for the screens; empty where none is set.
  [[nodiscard]] std::string shown() const;
  // One message to one recipient, so each has its own result. `sender` empty: the null sender. Blocks at most
  // two minutes; a relay that cannot be reached is try_later.
  [[nodiscard]] messages::Delivery send(std::string_view sender, std::string_view recipient,
                                        std::string_view raw) const;

 private:
  const Settings& settings_;
  std::string url_;
};

// What a relay's last answer means (RFC 5321 4.2.1): 5xx failed for good, all else later. `answer` is cut to
// 200 bytes and freed of addresses.
[[nodiscard]] messages::Delivery outcome_of_answer(long code, std::string_view answer);

}  // namespace aproape::mail
