#pragma once

#include <memory>
#include <optional>
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
  // One message to one recipient, so each has its own result. `sender` empty: the null sender. `utf8`: the
  // message or its recipient needs SMTPUTF8 (RFC 6531); a relay that does not offer it fails it for good.
  // Blocks at most two minutes; a relay that cannot be reached is try_later.
  [[nodiscard]] messages::Delivery send(std::string_view sender, std::string_view recipient, bool utf8,
                                        std::string_view raw) const;

 private:
  // A handle set up to speak to the relay; empty where there is no memory.
  [[nodiscard]] std::unique_ptr<void, void (*)(void*)> connection() const;
  // Whether the relay lists SMTPUTF8 in its answer to EHLO, by a connection of its own; nothing where it
  // could not be asked.
  [[nodiscard]] std::optional<bool> offers_utf8() const;

  const Settings& settings_;
  std::string url_;
};

// What a relay's last answer means (RFC 5321 4.2.1): 5xx failed for good, all else later. `answer` is cut to
// 200 bytes and freed of addresses.
[[nodiscard]] messages::Delivery outcome_of_answer(long code, std::string_view answer);

}  // namespace aproape::mail
