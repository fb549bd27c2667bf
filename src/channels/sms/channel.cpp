#include "channels/sms/channel.hpp"

#include <openssl/crypto.h>

#include "channels/sms/gateway.hpp"
#include "channels/sms/report_token.hpp"
#include "channels/sms/reports.hpp"
#include "channels/sms/sms_sender.hpp"
#include "domain/messages/outbox_worker.hpp"
#include "net/address.hpp"
#include "storage/key_file.hpp"

namespace aproape::sms {
namespace {

constexpr int kSenders = 2;
constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kReportPath = "/api/v1/sms/reports/";

}  // namespace

struct SmsChannel::State {
  State(const Settings& settings_, const Services& services_)
      : settings(settings_),
        services(services_),
        key(storage::load_or_make_key(settings.data_dir / "keys" / "sms.key", kKeyBytes)),
        allowed(settings.allowed),
        gateway(settings),
        sender(services, settings, gateway, [this](MessageId id) { return report_url(id); }),
        outbox(services.database, services.messages, sender, settings.node),
        intake(services, settings) {}

  // Kannel fills in "%d". Empty where nobody can reach us.
  [[nodiscard]] std::string report_url(MessageId id) const {
    if (site.empty()) return {};
    return site + std::string(kReportPath) + make_report_token(key, id) + "?type=%d";
  }

  const Settings settings;
  const Services services;
  const std::string key;
  const net::Networks allowed;
  std::string site;
  Gateway gateway;
  SmsSender sender;
  messages::OutboxWorker outbox;
  Intake intake;
};

SmsChannel::SmsChannel(const Settings& settings, const Services& services)
    : state_(std::make_unique<State>(settings, services)) {}

SmsChannel::~SmsChannel() {
  stop();
}

void SmsChannel::set_site(std::string site) {
  state_->site = std::move(site);
}

void SmsChannel::start() {
  state_->outbox.start(kSenders);
}

void SmsChannel::stop() {
  state_->outbox.stop();
}

bool SmsChannel::ready() const {
  return state_->gateway.configured();
}

bool SmsChannel::receives() const {
  return !state_->settings.incoming_secret.empty();
}

bool SmsChannel::allowed(std::string_view peer) const {
  return state_->allowed.contains(peer);
}

bool SmsChannel::knows_secret(std::string_view secret) const {
  const std::string& own = state_->settings.incoming_secret;
  return !own.empty() && secret.size() == own.size() &&
         CRYPTO_memcmp(secret.data(), own.data(), own.size()) == 0;
}

Taken SmsChannel::take(const Incoming& incoming) {
  return state_->intake.take(incoming);
}

bool SmsChannel::report(std::string_view token, int type) {
  const auto id = read_report_token(state_->key, token);
  return id && take_report(state_->services, *id, type);
}

}  // namespace aproape::sms
