#include "channels/sms/sms_sender.hpp"

#include <chrono>
#include <thread>

#include "base/metrics.hpp"
#include "channels/sms/repository.hpp"

namespace aproape::sms {

messages::Delivery SmsSender::send(const messages::Message& message) {
  using Outcome = messages::Delivery::Outcome;
  if (message.to.size() != 1) return {Outcome::failed, "one number"};
  const std::string& number = message.to.front().address;
  if (number == services_.messages.sms().from) return {Outcome::failed, "own number"};  // only makes a loop
  const Millis now = services_.database.clock().now();
  bool done = false;
  bool full = false;
  services_.database.read([&](db::Tx& tx) {
    done = repository::handed_over(tx, message.id);
    full = repository::handed_over_since(tx, number, now - kDay) >= settings_.per_number;
  });
  if (done) return {Outcome::sent, {}};
  if (full) return {Outcome::try_later, "sms.per_number"};
  std::this_thread::sleep_for(std::chrono::milliseconds(pace_.take()));
  auto delivery =
      gateway_.submit({services_.messages.sms().from, number, message.text, report_url_(message.id)});
  if (delivery.outcome == Outcome::sent)
    services_.database.write([&](db::Tx& tx) { repository::note_handed_over(tx, message.id, number, now); });
  metrics::count("aproape_sms_sent_total",
                 {{"outcome", delivery.outcome == Outcome::sent     ? "sent"
                              : delivery.outcome == Outcome::failed ? "failed"
                                                                    : "try_later"}});
  return delivery;
}

}  // namespace aproape::sms
