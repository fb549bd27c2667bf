#include <algorithm>
#include <array>
#include <limits>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/messages/repository.hpp"
#include "domain/messages/state.hpp"
#include "text/fold.hpp"

namespace aproape::messages {
namespace {

constexpr Millis kNever = std::numeric_limits<std::int64_t>::max();
// Pauses after each failed attempt: together a little over three days (guides/mail.md 6).
constexpr std::array<Millis, 13> kPauses = {kMinute,    5 * kMinute, 15 * kMinute, kHour,      2 * kHour,
                                            4 * kHour,  8 * kHour,   10 * kHour,   12 * kHour, 12 * kHour,
                                            12 * kHour, 12 * kHour,  12 * kHour};

std::string data_of(const Message& m, std::string_view reason) {
  return json::write(json::Object{{"message", m.id.str()}, {"status", m.status}, {"reason", reason}});
}

}  // namespace

std::optional<Message> Service::claim(db::Tx& tx, std::string_view channel, std::string_view holder,
                                      Millis lease) {
  const Millis now = state_->database.clock().now();
  repository::release_lost(tx, channel, holder, now);
  const auto id = repository::claim(tx, channel, holder, now, now + lease);
  if (!id) return std::nullopt;
  return repository::find(tx, *id);
}

void Service::hold(db::Tx& tx, std::string_view channel, bool held) {
  repository::hold(tx, channel, held, state_->database.clock().now());
}

bool Service::record(db::Tx& tx, MessageId id, std::string_view holder, const Delivery& delivery) {
  const access::Scope scope = access::Scope::system("message.delivery");
  const Millis now = state_->database.clock().now();
  auto m = repository::find(tx, id);
  if (!m) return false;
  const std::string reason(text::prefix(text::valid_utf8(delivery.reason), 200));
  Millis next_at = m->next_at;
  if (delivery.outcome == Delivery::Outcome::sent) {
    m->status = "sent";
  } else if (delivery.outcome == Delivery::Outcome::try_later &&
             static_cast<std::size_t>(m->attempts) <= kPauses.size()) {
    m->status = "delayed";
    next_at = now + kPauses[static_cast<std::size_t>(std::max(m->attempts, 1)) - 1];
  } else {
    m->status = "failed";
  }
  if (!repository::end_attempt(tx, id, holder, m->status, next_at, reason, now)) return false;
  state_->cases.note_event(tx, scope, m->case_id, "message." + m->status, data_of(*m, reason));
  if (m->status == "failed") {
    state_->cases.add_flag(tx, m->case_id, "bounced");
    state_->cases.add_system_task(tx, m->case_id, "delivery_failed",
                                  reason.empty() ? "delivery_failed" : reason);
  }
  return true;
}

void Service::record_report(db::Tx& tx, MessageId id, std::string_view action, std::string_view status) {
  auto m = repository::find(tx, id);
  if (!m) return;
  const bool failed = action == "failed";
  // Which report was there before is no news, and a delay after the delivery neither.
  m->status = failed ? "failed" : action == "delayed" ? "delayed" : "delivered";
  repository::set_status(tx, id, m->status, kNever, status, state_->database.clock().now());
  state_->cases.note_event(tx, access::Scope::system("message.report"), m->case_id, "message." + m->status,
                           data_of(*m, status));
  if (!failed) return;
  state_->cases.add_flag(tx, m->case_id, "bounced");
  state_->cases.add_system_task(tx, m->case_id, "delivery_failed",
                                status.empty() ? "delivery_failed" : status);
}

std::vector<Fate> Service::fates(db::Tx& tx, CaseId id) const {
  return repository::fates(tx, id);
}

std::optional<Message> Service::by_message_id(db::Tx& tx, std::string_view message_id) const {
  return repository::by_message_id(tx, message_id);
}

std::vector<Message> Service::list(db::Tx& tx, const access::Scope& scope, std::string_view status,
                                   MessageId before, int limit) const {
  return repository::list(tx, scope, status, before, limit, state_->database.clock().now());
}

Message Service::get(db::Tx& tx, const access::Scope& scope, MessageId id) const {
  auto m = repository::find(tx, id);
  if (!m) throw Error(ErrorKind::not_found, "message.not_found");
  try {
    (void)state_->cases.get(tx, scope, m->case_id);
  } catch (const Error&) {
    throw Error(ErrorKind::not_found, "message.not_found");
  }
  return std::move(*m);
}

void Service::retry(db::Tx& tx, const access::Scope& scope, MessageId id) {
  const Message m = get(tx, scope, id);
  if (!scope.may("outbox.write", state_->cases.get(tx, scope, m.case_id).unit))
    throw Error(ErrorKind::forbidden, "auth.forbidden");
  if (m.status != "failed" && m.status != "delayed" && m.status != "held")
    throw Error(ErrorKind::conflict, "message.not_failed");
  repository::set_status(tx, id, "queued", state_->database.clock().now(), "",
                         state_->database.clock().now());
  state_->cases.note_event(tx, scope, m.case_id, "message.queued", data_of(m, "retry"));
  tx.wake(kOutboxTopic);
}

std::string Service::cancel(db::Tx& tx, const access::Scope& scope, MessageId id) {
  const Message m = get(tx, scope, id);
  // Whose own answer it is takes it back also where the case is only shared.
  if (m.author != scope.account() && !scope.may("case.reply", state_->cases.get(tx, scope, m.case_id).unit))
    throw Error(ErrorKind::forbidden, "auth.forbidden");
  const bool waits = m.status == "queued" || m.status == "held" || m.status == "delayed";
  // One that a relay may already have is shown as it is, never taken back.
  if (!waits || m.maybe_sent || m.next_at == kNever) throw Error(ErrorKind::conflict, "message.left");
  repository::set_status(tx, id, "cancelled", kNever, "", state_->database.clock().now());
  std::string undo = repository::undo(tx, id);
  const std::string data = json::write(json::Object{{"message", id.str()}});
  if (undo.empty()) {
    if (!m.contact.empty()) state_->contacts.drop_unsent(tx, m.contact);
    state_->cases.note_event(tx, scope, m.case_id, "message.cancelled", data);
    return repository::draft(tx, id);
  }
  // While a later answer stands, the case stays answered; that one then leads back to before both.
  if (const auto later = repository::later_answer(tx, m.case_id, id)) {
    repository::set_undo(tx, *later, cases::Service::join_undo(undo, repository::undo(tx, *later)));
    undo.clear();
  }
  state_->cases.take_back(tx, scope, m.case_id, undo, m.contact, data);
  return repository::draft(tx, id);
}

}  // namespace aproape::messages
