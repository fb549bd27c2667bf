#include "channels/mail/channel.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "channels/mail/clamd.hpp"
#include "channels/mail/delivery.hpp"
#include "channels/mail/mail_sender.hpp"
#include "channels/mail/mailbox_fetcher.hpp"
#include "channels/mail/pipeline.hpp"
#include "domain/messages/outbox_worker.hpp"

namespace aproape::mail {
namespace {

constexpr int kSenders = 4;

// Whose an address is, where it is a mission's: its own address anywhere, its name at our domains.
Recipients make_recipients(const Settings& settings, const Services& services) {
  const std::string own_domain = settings.address.substr(settings.address.rfind('@') + 1);
  auto domains = settings.domains;
  auto find = [&services, own_domain, domains](std::string_view local,
                                               std::string_view domain) -> std::optional<UnitId> {
    const auto directory = services.network.directory();
    const auto found = directory->by_address(local, domain, services.database.clock().now());
    if (!found) return std::nullopt;
    const bool ours =
        domain == own_domain || std::find(domains.begin(), domains.end(), domain) != domains.end();
    if (ours) return found->unit;
    const auto* unit = directory->unit(found->unit);
    const bool exact = unit != nullptr && unit->email == std::string(local) + "@" + std::string(domain);
    return exact ? std::optional(found->unit) : std::nullopt;
  };
  return Recipients(settings.address, settings.domains, std::move(find));
}

}  // namespace

struct MailChannel::State {
  State(const Settings& settings_, const Services& services_, audit::Service& audit, MailReader& reader)
      : settings(settings_),
        services(services_),
        recipients(make_recipients(settings, services)),
        intake(services.database, services.blobs),
        receive(settings, intake, recipients, services.database.clock()),
        pipeline(services, recipients, settings, reader),
        relay(settings),
        sender(services, recipients, relay),
        writer(services, recipients),
        outbox(services.database, services.messages, sender, settings.node),
        seal(settings.data_dir),
        fetcher(services, intake, seal, settings),
        mailboxes(services.database, audit, seal),
        quarantine(services, audit),
        clamd(settings.clamd) {}

  void scan(const db::Job& job);

  const Settings settings;
  const Services services;
  Recipients recipients;
  Intake intake;
  ReceiveShared receive;
  Pipeline pipeline;
  Relay relay;
  MailSender sender;
  MessageWriter writer;
  messages::OutboxWorker outbox;
  PasswordSeal seal;
  MailboxFetcher fetcher;
  Mailboxes mailboxes;
  Quarantine quarantine;
  Clamd clamd;
};

// Scans what waits in one contact; the job runs again while clamd is down (C5).
void MailChannel::State::scan(const db::Job& job) {
  const auto id = parse<ContactId>(json::parse(job.payload).get_string("contact"));
  if (!id) throw Error(ErrorKind::internal, "mail.job_payload");
  const auto parts =
      services.database.read([&](db::Tx& tx) { return services.contacts.attachments(tx, *id); });
  for (const auto& part : parts) {
    if (part.scan != "pending" || part.blob.empty()) continue;
    std::string verdict = "not_scanned";  // the scanner was taken out of the settings meanwhile
    if (clamd.configured()) {
      const std::string bytes =
          services.database.read([&](db::Tx& tx) { return services.blobs.get(tx, part.blob); });
      switch (clamd.scan(bytes)) {
        case Clamd::Verdict::clean:
          verdict = "clean";
          break;
        case Clamd::Verdict::infected:
          verdict = "infected";
          break;
        case Clamd::Verdict::too_large:
          verdict = "blocked";
          break;
      }
    }
    services.database.write([&](db::Tx& tx) {
      const auto contact = services.contacts.find(tx, *id);
      if (!services.contacts.set_scan(tx, part.id, verdict) || !contact) return;
      tx.publish({.type = "contact.scanned", .subject = "case", .subject_id = contact->case_id.value});
    });
  }
}

MailChannel::MailChannel(const Settings& settings, const Services& services, audit::Service& audit,
                         MailReader& reader)
    : state_(std::make_unique<State>(settings, services, audit, reader)) {}

MailChannel::~MailChannel() {
  stop();
}

void MailChannel::add_jobs(db::JobRunner& runner) {
  // Never given up by the runner: the pipeline itself decides when a message goes to quarantine.
  db::JobPolicy decode;
  decode.workers = state_->settings.decode_workers;
  decode.lease = 2 * kMinute;
  decode.attempts = 1'000'000;
  decode.first_delay = 50;
  decode.longest_delay = 30 * kSecond;
  runner.handle(std::string(kDecodeJob), decode,
                [state = state_.get()](const db::Job& job) { state->pipeline.run(job); });
  db::JobPolicy scan;
  scan.workers = 2;
  scan.lease = 10 * kMinute;
  scan.attempts = 1'000'000;
  scan.longest_delay = kMinute;
  runner.handle(std::string(kScanJob), scan,
                [state = state_.get()](const db::Job& job) { state->scan(job); });
}

net::StreamSessionFactory MailChannel::smtp_sessions() {
  return session_factory(state_->receive, false);
}

net::StreamSessionFactory MailChannel::lmtp_sessions() {
  return session_factory(state_->receive, true);
}

void MailChannel::start() {
  state_->outbox.start(kSenders);
  state_->fetcher.start();
}

void MailChannel::stop() {
  state_->fetcher.stop();
  state_->outbox.stop();
}

Quarantine& MailChannel::quarantine() {
  return state_->quarantine;
}

Mailboxes& MailChannel::mailboxes() {
  return state_->mailboxes;
}

const MessageWriter& MailChannel::writer() const {
  return state_->writer;
}

std::string MailChannel::relay() const {
  return state_->relay.shown();
}

messages::Delivery MailChannel::send(const Notice& notice) const {
  return send_notice(state_->relay, state_->recipients, notice);
}

}  // namespace aproape::mail
