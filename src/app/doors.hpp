#pragma once

#include <memory>

#include "api/authenticator.hpp"
#include "api/feed.hpp"
#include "api/idempotency.hpp"
#include "app/domain.hpp"
#include "app/ready_file.hpp"
#include "base/config.hpp"
#include "channels/mail/channel.hpp"
#include "channels/sms/channel.hpp"
#include "channels/translation/libre_translate.hpp"
#include "db/feed.hpp"
#include "domain/calls/voice_control.hpp"
#include "http/application.hpp"
#include "http/rate_limit.hpp"
#include "http/static_files.hpp"
#include "net/server.hpp"

namespace aproape::app {

// Everything that listens: routes, live feed, SMTP and LMTP, on one net::Server.
class Doors {
 public:
  // `ready` tells whether the node can do its work, for /readyz. Throws Error{config.*, net.*}.
  Doors(const Config& config, Domain& domain, mail::MailChannel& mail, sms::SmsChannel& sms,
        calls::VoiceControl& voice, std::function<bool()> ready);

  // Before the node's feed starts.
  void attach(db::Feed& feed) { live_.attach(feed); }
  void start();
  void drain(Millis limit);
  // Reads the certificate again (SIGHUP).
  void reload();
  [[nodiscard]] const Addresses& addresses() const { return addresses_; }
  [[nodiscard]] api::Idempotency& idempotency() { return idempotency_; }

 private:
  void add_routes(const Config& config, Domain& domain, mail::MailChannel& mail, sms::SmsChannel& sms,
                  calls::VoiceControl& voice, std::function<bool()> ready);
  void listen(const Config& config, Domain& domain, mail::MailChannel& mail, sms::SmsChannel& sms);
  Millis throttle(const http::Request& request, const std::optional<http::Principal>& principal);

  http::RateLimiter by_account_;
  http::RateLimiter by_address_;
  api::Authenticator authenticator_;
  api::Idempotency idempotency_;
  api::Feed live_;
  http::StaticFiles desk_files_;
  translation::LibreTranslate translator_;
  http::Router router_;
  std::shared_ptr<http::Application> application_;
  net::Server server_;
  Addresses addresses_;
};

}  // namespace aproape::app
