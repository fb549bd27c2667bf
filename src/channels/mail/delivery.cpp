#include "channels/mail/delivery.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"

namespace aproape::mail {
namespace {

constexpr std::size_t kRememberedSenders = 100'000;

smtp::Reply refuse(int code, std::string enhanced, std::string text) {
  metrics::count("aproape_mail_refused_total", {{"code", std::to_string(code)}});
  return {code, std::move(enhanced), std::move(text)};
}

// One connection: D's state machine between the network and the intake.
class Session final : public net::StreamSession {
 public:
  Session(ReceiveShared& shared, bool lmtp, const net::StreamPeer& peer)
      : delivery_(shared, lmtp ? "lmtp" : "smtp", peer.address),
        receiver_(options(shared.settings, lmtp), delivery_, shared.clock, peer.address, peer.tls) {}

  net::StreamStep opened() override { return convert(receiver_.opened()); }
  net::StreamStep received(std::string_view bytes) override { return convert(receiver_.received(bytes)); }
  net::StreamStep tls_started() override { return convert(receiver_.tls_started()); }
  net::StreamStep timed_out() override { return convert(receiver_.timed_out()); }
  net::StreamStep shutting_down() override { return convert(receiver_.shutting_down()); }
  void closed() noexcept override { receiver_.closed(); }

 private:
  static smtp::Options options(const Settings& settings, bool lmtp) {
    smtp::Options out;
    out.lmtp = lmtp;
    out.hostname = settings.hostname;
    out.size_limit = settings.max_size;
    // Postfix in front may send bare line feeds that it took in itself; the end of data stays strict.
    out.bare = lmtp ? smtp::BareLineEnds::normalise : smtp::BareLineEnds::refuse;
    out.offer_tls = settings.tls;
    return out;
  }
  static net::StreamStep convert(smtp::Step step) {
    return {std::move(step.send), step.start_tls, step.close};
  }

  Delivery delivery_;
  smtp::Receiver receiver_;
};

}  // namespace

ReceiveShared::ReceiveShared(const Settings& settings_, Intake& intake_, const Recipients& recipients_,
                             const Clock& clock_)
    : settings(settings_),
      intake(intake_),
      recipients(recipients_),
      clock(clock_),
      trusted(settings_.trusted_networks),
      by_sender({settings_.per_sender, 5 * kMinute}, kRememberedSenders, clock_),
      by_subnet({settings_.per_subnet, 5 * kMinute}, kRememberedSenders, clock_) {}

Delivery::Delivery(ReceiveShared& shared, std::string route, std::string peer)
    : shared_(shared), spool_(shared.settings.data_dir / "tmp") {
  envelope_.route = std::move(route);
  envelope_.trusted = shared.trusted.contains(peer);
  envelope_.peer = std::move(peer);
}

bool Delivery::take_token(RateLimiter& limiter, const std::string& key) {
  const auto verdict = limiter.take(key);
  if (verdict.first_refusal) shared_.intake.report(envelope_, "storm");
  return verdict.allowed;
}

smtp::Reply Delivery::sender(const smtp::Sender& sender) {
  envelope_.sender = sender.mailbox.empty() ? std::string() : sender.mailbox.str();
  envelope_.recipients.clear();
  if (!envelope_.trusted && !take_token(shared_.by_subnet, subnet_of(envelope_.peer))) {
    return refuse(450, "4.7.1", "Too many messages from your network, try again later");
  }
  // The null sender is everybody's: the trusted relay may hand on many bounces at once.
  if (!envelope_.sender.empty() && !take_token(shared_.by_sender, envelope_.sender)) {
    return refuse(450, "4.7.1", "Too many messages from this sender, try again later");
  }
  return {250, "2.1.0", "Sender ok"};
}

smtp::Reply Delivery::recipient(const smtp::Mailbox& recipient) {
  if (!shared_.recipients.find(recipient))
    return refuse(550, "5.7.1", "Not an address of ours, relaying denied");
  return {250, "2.1.5", "Recipient ok"};
}

smtp::Reply Delivery::begin(const smtp::Transaction& transaction) {
  envelope_.recipients.clear();
  for (const auto& mailbox : transaction.recipients) envelope_.recipients.push_back(mailbox.str());
  spool_.clear();
  spool_failed_ = false;
  spool_.append(transaction.trace);
  return {354, "", "Go ahead"};
}

void Delivery::append(std::string_view bytes) {
  if (spool_failed_) return;
  try {
    spool_.append(bytes);
  } catch (const Error& error) {
    spool_failed_ = true;
    log::warning("mail.spool_failed", {{"key", error.key()}});
  }
}

std::vector<smtp::Reply> Delivery::finish() {
  const std::size_t count = std::max<std::size_t>(1, envelope_.recipients.size());
  smtp::Reply reply{452, "4.3.1", "Insufficient system storage"};
  if (!spool_failed_) {
    try {
      const auto accepted = shared_.intake.accept(spool_.view(), envelope_);
      reply = {250, "2.0.0", "Taken as " + accepted.id.str()};
    } catch (const Error& error) {
      log::warning("mail.intake_failed", {{"key", error.key()}});
      if (error.key() != "storage.full") reply = {451, "4.3.0", "Not stored, try again later"};
    }
  }
  spool_.clear();
  return std::vector<smtp::Reply>(count, reply);
}

void Delivery::abort() noexcept {
  spool_.clear();
  envelope_.recipients.clear();
}

net::StreamSessionFactory session_factory(ReceiveShared& shared, bool lmtp) {
  return [&shared, lmtp](const net::StreamPeer& peer) -> std::unique_ptr<net::StreamSession> {
    return std::make_unique<Session>(shared, lmtp, peer);
  };
}

}  // namespace aproape::mail
