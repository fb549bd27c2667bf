#pragma once

#include <string>
#include <string_view>

#include "channels/sms/settings.hpp"
#include "domain/messages/sender.hpp"

namespace aproape::sms {

// One message for the gateway.
struct Submission {
  std::string from;        // name or number shown to the receiver; empty: the gateway's own
  std::string to;          // E.164
  std::string text;        // UTF-8
  std::string report_url;  // where the gateway tells what became of it; "%d" in it is filled in there
};

// An SMS gateway that takes messages by one HTTP request with the parameters of Kannel's sendsms (Kannel user
// guide, "Using the HTTP interface to send SMS messages"). Thread-safe: each call has its own connection.
class Gateway {
 public:
  // Throws Error{invalid, "config.sms_url"} where sms.url is neither empty nor http:// or https://.
  explicit Gateway(const Settings& settings);

  [[nodiscard]] bool configured() const { return !settings_.url.empty(); }
  // Blocks at most 30 seconds; a gateway that cannot be reached is try_later.
  [[nodiscard]] messages::Delivery submit(const Submission& submission) const;

 private:
  const Settings& settings_;
};

// The query of the request. It holds the password: never log it. Pure.
[[nodiscard]] std::string sendsms_query(const Settings& settings, const Submission& submission);
// What the gateway's answer means: 2xx taken; 400, 413 and 422 refused for good (the message is at fault);
// all else later (the gateway or its settings are). The reason is the status and the beginning of the text,
// without words that may be numbers. Pure.
[[nodiscard]] messages::Delivery outcome_of_gateway(long status, std::string_view body);

}  // namespace aproape::sms
