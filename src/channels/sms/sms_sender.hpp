#pragma once

#include <functional>
#include <string>

#include "channels/sms/gateway.hpp"
#include "channels/sms/pace.hpp"
#include "channels/sms/services.hpp"
#include "domain/messages/sender.hpp"

namespace aproape::sms {

// The channel's way out. A message that the gateway took is noted at once, so that a repeat after a crash
// does not hand it over again; no number gets more than its share of a day, and the gateway no more than its
// pace. Thread-safe.
class SmsSender final : public messages::Sender {
 public:
  // `report_url`: where the delivery of a message is reported.
  SmsSender(const Services& services, const Settings& settings, const Gateway& gateway,
            std::function<std::string(MessageId)> report_url)
      : services_(services),
        settings_(settings),
        gateway_(gateway),
        report_url_(std::move(report_url)),
        pace_(settings.per_second, services.database.clock()) {}

  [[nodiscard]] std::string channel() const override { return "sms"; }
  [[nodiscard]] bool ready() const override { return gateway_.configured(); }
  messages::Delivery send(const messages::Message& message) override;

 private:
  const Services& services_;
  const Settings& settings_;
  const Gateway& gateway_;
  std::function<std::string(MessageId)> report_url_;
  Pace pace_;
};

}  // namespace aproape::sms
