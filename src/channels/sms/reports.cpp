#include "channels/sms/reports.hpp"

#include "base/error.hpp"
#include "base/metrics.hpp"

namespace aproape::sms {
namespace {

constexpr int kDelivered = 1;
constexpr int kUndelivered = 2;
constexpr int kRefused = 16;

}  // namespace

bool take_report(const Services& services, MessageId id, int type) {
  const access::Scope scope = access::Scope::system("sms.report");
  return services.database.write([&](db::Tx& tx) {
    messages::Message message;
    try {
      message = services.messages.get(tx, scope, id);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
      return false;
    }
    if (message.channel != "sms") return false;
    if (type != kDelivered && type != kUndelivered && type != kRefused) return true;
    const bool arrived = type == kDelivered;
    if (message.status == "delivered" || (message.status == "failed" && !arrived)) return true;
    services.messages.record_report(tx, id, arrived ? "delivered" : "failed",
                                    arrived                ? ""
                                    : type == kUndelivered ? "sms.undelivered"
                                                           : "sms.refused");
    metrics::count("aproape_sms_reports_total", {{"status", arrived ? "delivered" : "failed"}});
    return true;
  });
}

}  // namespace aproape::sms
