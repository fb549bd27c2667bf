#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "channels/sms/intake.hpp"
#include "channels/sms/services.hpp"
#include "channels/sms/settings.hpp"

namespace aproape::sms {

// The SMS channel: what leaves the outbox, what comes in, what is reported. start() and stop() once.
class SmsChannel {
 public:
  // Throws Error{invalid, "config.sms_url" | "net.network"} for settings that cannot be.
  SmsChannel(const Settings& settings, const Services& services);
  ~SmsChannel();
  SmsChannel(const SmsChannel&) = delete;
  SmsChannel& operator=(const SmsChannel&) = delete;

  // How the gateway reaches this program ("https://centre.example.org"). Before start().
  void set_site(std::string site);
  void start();
  // Lets running attempts end.
  void stop();

  // A gateway is set, so what is queued leaves.
  [[nodiscard]] bool ready() const;
  // A secret is set, so messages are taken in.
  [[nodiscard]] bool receives() const;
  // Whether a caller at `peer` may be the gateway.
  [[nodiscard]] bool allowed(std::string_view peer) const;
  // Whether `secret` is sms.incoming_secret; never where none is set. Takes the same time wherever it
  // differs.
  [[nodiscard]] bool knows_secret(std::string_view secret) const;
  // As Intake::take().
  Taken take(const Incoming& incoming);
  // A report under the token of a message's address; false where the token is not ours or names no SMS.
  bool report(std::string_view token, int type);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::sms
