#include "channels/mail/pipeline.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "channels/mail/acknowledge_policy.hpp"
#include "channels/mail/header_scan.hpp"
#include "text/fold.hpp"

namespace aproape::mail {
namespace {

using protocol::MailClass;

// The first look into an old mailbox answers nobody who wrote long ago.
constexpr Millis kOldMail = 3 * kDay;

access::Scope system_scope() {
  return access::Scope::system("mail.intake");
}

std::string shown(const protocol::MailAddress& address) {
  return address.name.empty() ? address.address : address.name + " <" + address.address + ">";
}

// What cannot be read, as it is shown once staff releases it: the raw message as a file.
decode::MailResult unread(const IntakeRecord& intake, std::string raw) {
  decode::MailResult result;
  result.mail.from.address = intake.sender;
  result.mail.flags.emplace_back("unreadable");
  result.mail.suppress_reply = true;
  protocol::MailAttachment whole;
  whole.name = "message.eml";
  whole.type = "message/rfc822";
  whole.size = static_cast<std::int64_t>(raw.size());
  whole.sha256 = sha256_hex(raw);
  result.mail.attachments.push_back(std::move(whole));
  result.payload = std::move(raw);
  return result;
}

// Reason for quarantine of a class of mail that makes no case by itself; empty: it makes one.
std::string_view quarantine_reason(const protocol::DecodedMail& mail, bool from_us) {
  if (mail.kind == MailClass::loop || from_us) return "loop";
  if (mail.kind == MailClass::bulk) return "bulk";
  if (mail.kind == MailClass::mdn) return "mdn";
  if (mail.kind == MailClass::feedback) return "feedback";
  return {};
}

std::vector<contacts::Address> addresses(const std::vector<protocol::MailAddress>& list) {
  std::vector<contacts::Address> out;
  for (const auto& address : list) out.push_back({address.name, address.address});
  return out;
}

bool is_archive_danger(const std::string& flag) {
  return flag.starts_with("archive_");
}

struct Closing {  // closes a descriptor on the way out
  int descriptor;
  explicit Closing(int d) : descriptor(d) {}
  ~Closing() { ::close(descriptor); }
  Closing(const Closing&) = delete;
  Closing& operator=(const Closing&) = delete;
};

}  // namespace

struct Pipeline::Work {
  IntakeRecord intake;
  decode::MailResult read;
  SenderCheck check;
  bool release = false;
  bool new_thread = false;  // what the staging was made for
  CaseId target;
  contacts::Contact contact;  // as far as the mail tells it
  cases::ContactReading reading;
  MissionFinding mission;  // of a new thread
  std::vector<storage::Blobs::Staged> staged;
  [[nodiscard]] IntakeOutcome outcome(std::string state, std::string reason) const;
  std::optional<storage::Blobs::Staged> raw;  // copy of the raw mail in the ring of the case that it joins
};

IntakeOutcome Pipeline::Work::outcome(std::string state, std::string reason) const {
  const protocol::DecodedMail& mail = read.mail;
  IntakeOutcome outcome{.state = std::move(state), .reason = std::move(reason), .flags = intake.flags};
  for (const auto& flag : mail.flags) {
    if (std::find(outcome.flags.begin(), outcome.flags.end(), flag) == outcome.flags.end()) {
      outcome.flags.push_back(flag);
    }
  }
  for (auto& flag : check_flags(check, mail)) outcome.flags.push_back(std::move(flag));
  outcome.shown_from = mail.from.address.empty() ? intake.sender : shown(mail.from);
  outcome.shown_to = intake.recipients.empty() ? std::string() : intake.recipients.front();
  outcome.shown_subject = std::string(text::prefix(mail.subject, 500));
  outcome.sender_check = to_text(check);
  return outcome;
}

Pipeline::Pipeline(const Services& services, const Recipients& recipients, const Settings& settings,
                   MailReader& reader)
    : services_(services),
      recipients_(recipients),
      settings_(settings),
      reader_(reader),
      rspamd_(settings.rspamd),
      evidence_(services, recipients) {}

void Pipeline::run(const db::Job& job) {
  const json::Value payload = json::parse(job.payload);
  const auto id = parse<IntakeId>(payload.get_string("intake"));
  if (!id) throw Error(ErrorKind::internal, "mail.job_payload");
  process(*id, payload.get_bool("release"), job.attempt);
}

void Pipeline::process(IntakeId id, bool release, int attempt) {
  static_cast<void>(
      services_.network.directory());  // brought up to date now: inside a transaction it cannot be
  Work work;
  int descriptor = -1;
  const bool waiting = services_.database.read([&](db::Tx& tx) {
    const auto intake = intakes_.find(tx, id);
    if (!intake || intake->state != "received" || intake->blob.empty()) return false;
    work.intake = *intake;
    if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
    descriptor = services_.blobs.open_plain(tx, intake->blob);
    return true;
  });
  if (!waiting) return;  // done by an earlier run
  const Closing closing(descriptor);
  work.release = release;
  try {
    work.read = reader_.read(descriptor);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::unavailable) throw;
    log::warning("mail.unreadable", {{"intake", id.value}, {"key", error.key()}});
    if (!release) {
      hold(work, error.key() == "decode.limit" ? "decode_limit" : "unreadable");
      return;
    }
    work.read = unread(work.intake, services_.database.read([&](db::Tx& tx) {
      return services_.blobs.get(tx, work.intake.blob);
    }));
  }
  metrics::count("aproape_mail_decoded_total", {{"class", std::string(name_of(work.read.mail.kind))}});
  try {
    const auto from = recipients_.find(work.read.mail.from.address);
    const bool from_us =
        (from && from->kind != OurAddress::Kind::mission && from->kind != OurAddress::Kind::postmaster) ||
        (!work.read.mail.loop_token.empty() &&
         services_.messages.case_of_token(work.read.mail.loop_token).has_value());
    if (!release && work.read.mail.kind != MailClass::normal && file_report(work)) return;
    work.check = check(work);
    if (!release) {
      if (refused(work.check)) {
        hold(work, "spam");
        return;
      }
      if (const auto reason = quarantine_reason(work.read.mail, from_us); !reason.empty()) {
        hold(work, std::string(reason));
        return;
      }
    }
    make_contact(work);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::unavailable || attempt < kAttempts) throw;
    log::error("mail.pipeline_failed", {{"intake", id.value}, {"key", error.key()}});
    hold(work, "failed");
  }
}

void Pipeline::hold(const Work& work, std::string reason) {
  services_.database.write([&](db::Tx& tx) {
    intakes_.finish(tx, work.intake.id, work.outcome("held", reason), services_.database.clock().now());
    tx.publish({.type = "intake.held", .subject = "intake", .subject_id = work.intake.id.value});
  });
  metrics::count("aproape_mail_quarantined_total", {{"reason", reason}});
}

// A delivery report on a message of ours: told to the outbox, makes no case (A7). One that names none of ours
// is ordinary mail.
bool Pipeline::file_report(const Work& work) {
  const IntakeRecord& intake = work.intake;
  const protocol::DecodedMail& mail = work.read.mail;
  if (mail.kind != MailClass::dsn) return false;
  return services_.database.write([&](db::Tx& tx) {
    auto message = evidence_.bounced_message(tx, intake);
    for (const auto& report : mail.reports) {
      if (message || report.original_message_id.empty()) break;
      message = services_.messages.by_message_id(tx, report.original_message_id);
    }
    if (!message) return false;
    const auto worst =
        std::find_if(mail.reports.begin(), mail.reports.end(),
                     [](const protocol::DeliveryReport& report) { return report.action == "failed"; });
    if (worst != mail.reports.end()) {
      services_.messages.record_report(tx, message->id, "failed", worst->status);
    } else if (!mail.reports.empty()) {
      services_.messages.record_report(tx, message->id, mail.reports.front().action,
                                       mail.reports.front().status);
    } else {
      services_.messages.record_report(tx, message->id, "failed", "5.0.0");
    }
    auto outcome = work.outcome("filed", "delivery_report");
    outcome.case_id = message->case_id;
    finish(tx, intake, outcome);
    return true;
  });
}

SenderCheck Pipeline::check(const Work& work) const {
  return check_sender(rspamd_, work.intake, work.read.mail, settings_.authserv_id, [&] {
    return services_.database.read([&](db::Tx& tx) { return services_.blobs.get(tx, work.intake.blob); });
  });
}

void Pipeline::make_contact(Work& work) {
  std::int64_t ring = 0;
  services_.database.read([&](db::Tx& tx) {
    if (!work.release && evidence_.parent_waits(tx, work.intake, work.read.mail)) {
      throw Error(ErrorKind::unavailable, "mail.parent_waits");
    }
    const auto decision = thread_decision(evidence_.threading(tx, work.intake, work.read.mail),
                                          services_.database.clock().now());
    work.new_thread = decision.kind != ThreadDecision::Kind::join;
    work.target = work.new_thread ? CaseId{} : decision.case_id;
    ring = work.new_thread ? work.intake.ring : services_.cases.get(tx, system_scope(), work.target).ring;
  });
  read_contact(work);
  // Bytes first, then the transaction that names them.
  if (!work.new_thread && ring != 0 && ring != work.intake.ring) {
    const std::string raw =
        services_.database.read([&](db::Tx& tx) { return services_.blobs.get(tx, work.intake.blob); });
    work.raw = services_.blobs.put(raw, ring);
  }
  stage_attachments(work, ring != 0 ? ring : work.intake.ring);
  services_.database.write([&](db::Tx& tx) { commit(tx, work); });
}

// What takes long and needs nothing of the transaction in which the mail is stored: one writer serves all.
void Pipeline::read_contact(Work& work) {
  const auto& mail = work.read.mail;
  contacts::Contact& contact = work.contact;
  contact = {};
  contact.channel = "mail";
  contact.from = {mail.from.name, mail.from.address};
  contact.to = addresses(mail.to);
  contact.cc = addresses(mail.cc);
  contact.subject = std::string(text::prefix(mail.subject, 2000));
  contact.text = mail.text;
  contact.html = mail.html;
  contact.remote_content = mail.html.find("data-remote-src") != std::string::npos;
  contact.message_id = mail.message_id;
  contact.in_reply_to = mail.in_reply_to;
  contact.references = mail.references;
  contact.automatic = mail.kind != MailClass::normal;
  services_.database.read([&](db::Tx& tx) {
    work.reading = services_.cases.read(tx, contact);
    if (!work.new_thread) return;
    PersonId person;
    if (!mail.from.address.empty())
      person =
          services_.people.find_identity(tx, system_scope(), "email", mail.from.address).value_or(PersonId{});
    work.mission = evidence_.mission(tx, work.intake, mail, person);
  });
}

void Pipeline::stage_attachments(Work& work, std::int64_t ring) {
  work.staged.clear();
  const std::string_view payload = work.read.payload;
  for (const auto& attachment : work.read.mail.attachments) {
    if (attachment.offset < 0 || attachment.size < 0 ||
        static_cast<std::size_t>(attachment.offset) + static_cast<std::size_t>(attachment.size) >
            payload.size()) {
      throw Error(ErrorKind::internal, "decode.payload");
    }
    work.staged.push_back(services_.blobs.put(payload.substr(static_cast<std::size_t>(attachment.offset),
                                                             static_cast<std::size_t>(attachment.size)),
                                              ring));
  }
}

CaseId Pipeline::open_case(db::Tx& tx, Work& work, const ThreadDecision& decision) {
  const auto scope = system_scope();
  const auto& mail = work.read.mail;
  const std::string& read_language = work.reading.verdict.language;
  const std::string language = read_language.empty() ? "ro" : read_language;
  cases::NewCase made;
  made.subject = std::string(text::prefix(mail.subject, 500));
  made.channel = "mail";
  made.language = language;
  made.ring = work.intake.ring;
  if (!mail.from.address.empty()) {
    made.requester =
        services_.people.find_or_make(tx, scope,
                                      {.name = mail.from.name.empty() ? mail.from.address : mail.from.name,
                                       .language = language,
                                       .kind = "email",
                                       .value = mail.from.address});
  }
  const MissionFinding& finding = work.mission;
  const auto directory = services_.network.directory();
  made.unit = finding.unit;
  made.placed_by.reason = finding.reason == "address"  ? "recipient"
                          : finding.unit.empty()       ? "central"
                          : finding.reason == "person" ? "person"
                                                       : "text";
  made.placed_by.evidence = finding.evidence;
  if (made.unit.empty()) {
    const auto* central = directory->central();
    if (central == nullptr) throw Error(ErrorKind::unavailable, "network.empty");
    made.unit = central->id;
  }
  for (const auto& flag : decision.flags) made.flags.push_back(flag);
  const auto opened = services_.cases.open(tx, scope, made);
  if (decision.kind == ThreadDecision::Kind::new_linked) {
    services_.cases.link(tx, scope, opened.id, decision.case_id, decision.reason);
  }
  return opened.id;
}

// Everything that the message leads to, in the caller's transaction. Runs again from the start where the
// database asks.
void Pipeline::commit(db::Tx& tx, Work& work) {
  const auto scope = system_scope();
  const auto& mail = work.read.mail;
  const auto intake = intakes_.find(tx, work.intake.id);
  if (!intake || intake->state != "received") return;  // another worker was faster
  const Millis now = services_.database.clock().now();
  const auto decision = thread_decision(evidence_.threading(tx, *intake, mail), now);
  const bool joins = decision.kind == ThreadDecision::Kind::join;
  if (joins == work.new_thread || (joins && decision.case_id != work.target)) {
    throw Error(ErrorKind::unavailable, "mail.case_moved");  // merged or closed meanwhile: stage anew
  }
  contacts::Contact contact = work.contact;
  contact.case_id = joins ? decision.named : open_case(tx, work, decision);
  contact.intake = intake->id;
  contact.raw = intake->blob;
  contact.threaded_by = joins ? decision.reason : "new";
  contact.at = intake->received_at;
  contact.flags = work.outcome("", "").flags;
  for (const auto& flag : decision.flags) contact.flags.push_back(flag);
  if (mail.kind == MailClass::dsn) contact.flags.emplace_back("report_unverified");
  if (mail.forwarded_from) contact.flags.emplace_back("forwarded");
  if (work.check.verdict.dmarc == "fail") services_.cases.add_flag(tx, contact.case_id, "dmarc_fail");
  if (!mail.from.address.empty()) {
    contact.person =
        services_.people.find_identity(tx, scope, "email", mail.from.address).value_or(PersonId{});
  }
  if (work.raw) {
    contact.raw = services_.blobs.record(tx, *work.raw).id;
    intakes_.move_blob(tx, intake->id, contact.raw, work.raw->ring);
  }
  bool scan = false;
  for (std::size_t i = 0; i < mail.attachments.size(); ++i) {
    const auto& part = mail.attachments[i];
    contacts::Attachment attachment;
    attachment.blob = services_.blobs.record(tx, work.staged[i]).id;
    attachment.name = part.name;
    attachment.type = part.type;
    attachment.size = part.size;
    attachment.sha256 = part.sha256;
    attachment.content_id = part.content_id;
    attachment.inline_part = part.inline_part;
    attachment.flags = part.flags;
    const bool danger = std::any_of(part.flags.begin(), part.flags.end(), is_archive_danger);
    attachment.scan = danger ? "blocked" : settings_.clamd.empty() ? "not_scanned" : "pending";
    scan = scan || attachment.scan == "pending";
    contact.attachments.push_back(std::move(attachment));
  }
  contact.id = services_.cases.add_contact(tx, scope, contact, work.reading);
  if (scan) {
    const json::Value payload{json::Object{{"contact", contact.id.str()}}};
    tx.enqueue({.kind = std::string(kScanJob), .payload = json::write(payload), .key = contact.id.str()});
  }
  const bool old_mail = intake->route == "imap" && mail.date && now - *mail.date > kOldMail;
  if (!joins && settings_.acknowledge && !work.release && !old_mail) {
    const bool own = recipients_.find(mail.from.address).has_value();
    if (refuses_acknowledgement(mail, intake->sender, intake->route != "imap", own).empty()) {
      services_.messages.acknowledge(tx, scope, contact);
    }
  }
  auto outcome = work.outcome(work.release ? "released" : "cased", intake->reason);
  outcome.case_id = services_.cases.resolve(tx, contact.case_id);
  outcome.contact = contact.id;
  finish(tx, *intake, outcome);
}

// Ends an entry; who looks at the quarantine is told of one that stood there.
void Pipeline::finish(db::Tx& tx, const IntakeRecord& intake, const IntakeOutcome& outcome) const {
  intakes_.finish(tx, intake.id, outcome, services_.database.clock().now());
  if (intake.read_again())
    tx.publish({.type = "intake.updated", .subject = "intake", .subject_id = intake.id.value});
}

}  // namespace aproape::mail
