#include "channels/mail/intake.hpp"

#include "base/json.hpp"
#include "base/metrics.hpp"
#include "channels/mail/header_scan.hpp"

namespace aproape::mail {

db::NewJob decode_job(IntakeId id) {
  const json::Value payload{json::Object{{"intake", id.str()}}};
  return {.kind = std::string(kDecodeJob), .payload = json::write(payload), .key = id.str()};
}

Intake::Accepted Intake::accept(std::string_view raw, const Envelope& envelope,
                                const std::function<void(db::Tx&)>& also) {
  const Millis begun = database_.clock().monotonic();
  const HeaderScan scan = scan_header(raw);
  const auto staged = blobs_.put(raw);
  const auto id = make_id<IntakeId>();
  const auto accepted = database_.write([&](db::Tx& tx) {
    const Millis now = database_.clock().now();
    IntakeRecord record{.id = id,
                        .route = envelope.route,
                        .sender = envelope.sender,
                        .recipients = envelope.recipients,
                        .peer = envelope.peer,
                        .trusted = envelope.trusted,
                        .mailbox = envelope.mailbox,
                        .received_at = now,
                        .size = static_cast<std::int64_t>(raw.size()),
                        .digest_id = scan.digest_id,
                        .digest_body = scan.digest_body};
    if (also) also(tx);
    if (const auto first = repository_.duplicate(tx, record)) {
      // The staged file is not recorded: the sweep removes it.
      record.state = "duplicate";
      record.duplicate_of = *first;
      repository_.insert(tx, record);
      return Accepted{id, true};
    }
    if (repository_.same_id_other_body(tx, scan.digest_id, scan.digest_body, now)) {
      record.flags.emplace_back("message_id_reused");
    }
    record.blob = blobs_.record(tx, staged).id;
    record.ring = staged.ring;
    repository_.insert(tx, record);
    tx.enqueue(decode_job(id));
    return Accepted{id, false};
  });
  metrics::count("aproape_mail_received_total", {{"route", envelope.route}});
  metrics::observe("aproape_mail_intake_seconds",
                   static_cast<double>(database_.clock().monotonic() - begun) / static_cast<double>(kSecond));
  return accepted;
}

void Intake::report(const Envelope& envelope, const std::string& reason,
                    const std::function<void(db::Tx&)>& also) {
  const auto id = make_id<IntakeId>();
  database_.write([&](db::Tx& tx) {
    const Millis now = database_.clock().now();
    if (also) also(tx);
    repository_.insert(tx, {.id = id,
                            .route = envelope.route,
                            .sender = envelope.sender,
                            .recipients = envelope.recipients,
                            .peer = envelope.peer,
                            .trusted = envelope.trusted,
                            .mailbox = envelope.mailbox,
                            .received_at = now,
                            .state = "held",
                            .reason = reason});
    tx.publish({.type = "intake.held", .subject = "intake", .subject_id = id.value});
  });
  metrics::count("aproape_mail_quarantined_total", {{"reason", reason}});
}

}  // namespace aproape::mail
