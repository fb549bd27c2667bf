#include "channels/mail/quarantine.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "channels/mail/intake.hpp"
#include "text/fold.hpp"

namespace aproape::mail {
namespace {

[[noreturn]] void absent() {
  throw Error(ErrorKind::not_found, "intake.not_found");
}

// No mission is known of such mail yet, so only who may see all missions' mail sees it.
bool sees(const access::Scope& scope, std::string_view permission = "quarantine.read") {
  return scope.may_everywhere(permission);
}

IntakeOutcome outcome_of(const IntakeRecord& record, std::string state, std::string reason) {
  return {std::move(state),     std::move(reason), record.flags,   record.shown_from,  record.shown_to,
          record.shown_subject, record.case_id,    record.contact, record.sender_check};
}

}  // namespace

std::vector<IntakeRecord> Quarantine::list(const access::Scope& scope, std::string_view state,
                                           IntakeId before, int limit) {
  if (!sees(scope)) return {};
  auto records =
      services_.database.read([&](db::Tx& tx) { return intakes_.list(tx, state, before.value, limit); });
  for (auto& record : records)
    if (record.read_again()) record.state = "held";
  audit_.note_list(scope, {"intake",
                           "quarantine.list",
                           {{"state", std::string(state)}, {"before", before.empty() ? "" : before.str()}},
                           {},
                           records.size()});
  return records;
}

IntakeRecord Quarantine::get(const access::Scope& scope, IntakeId id) {
  if (!sees(scope)) absent();
  auto record = services_.database.read([&](db::Tx& tx) { return intakes_.find(tx, id); });
  if (!record || !record->in_quarantine()) absent();
  audit_.note_read(scope, "intake", id.value, "quarantine.entry");
  if (record->read_again()) record->state = "held";
  return *record;
}

std::string Quarantine::raw(const access::Scope& scope, IntakeId id) {
  if (!sees(scope)) absent();
  const auto record = services_.database.read([&](db::Tx& tx) { return intakes_.find(tx, id); });
  if (!record || !record->in_quarantine() || record->blob.empty()) absent();
  audit_.note_read(scope, "intake", id.value, "quarantine.raw");
  return services_.database.read([&](db::Tx& tx) { return services_.blobs.get(tx, record->blob); });
}

IntakeRecord Quarantine::held(db::Tx& tx, IntakeId id) const {
  auto record = intakes_.find(tx, id);
  if (!record || !record->in_quarantine()) absent();
  if (record->state != "held") throw Error(ErrorKind::conflict, "intake.not_held");
  return *record;
}

IntakeRecord Quarantine::run_again(const access::Scope& scope, IntakeId id, bool release) {
  if (!sees(scope, "quarantine.write")) absent();
  return services_.database.write([&](db::Tx& tx) {
    auto record = held(tx, id);
    if (record.blob.empty()) throw Error(ErrorKind::conflict, "intake.no_message");  // a storm's entry
    intakes_.finish(tx, id, outcome_of(record, "received", record.reason), services_.database.clock().now());
    auto job = decode_job(id);
    if (release)
      job.payload = json::write(json::Value(json::Object{{"intake", id.str()}, {"release", true}}));
    tx.enqueue(job);
    audit_.note_change(tx, scope, release ? "intake.released" : "intake.reparsed", "intake", id.value);
    tx.publish({.type = "intake.updated",
                .subject = "intake",
                .subject_id = id.value,
                .actor_id = scope.account().value});
    // Shown as what was asked for; the job writes what it came to.
    record.state = release ? "released" : "held";
    return record;
  });
}

IntakeRecord Quarantine::reparse(const access::Scope& scope, IntakeId id) {
  return run_again(scope, id, false);
}

IntakeRecord Quarantine::release(const access::Scope& scope, IntakeId id) {
  return run_again(scope, id, true);
}

IntakeRecord Quarantine::discard(const access::Scope& scope, IntakeId id, std::string_view reason) {
  if (!sees(scope, "quarantine.write")) absent();
  if (reason.empty()) throw Error("field.required", {{"reason", "field.required"}});
  return services_.database.write([&](db::Tx& tx) {
    auto record = held(tx, id);
    // The reason why it was held stays visible; the reason of staff is appended to it.
    record.reason += ": " + std::string(text::prefix(reason, 200));
    record.state = "discarded";
    intakes_.finish(tx, id, outcome_of(record, "discarded", record.reason), services_.database.clock().now());
    audit_.note_change(tx, scope, "intake.discarded", "intake", id.value);
    tx.publish({.type = "intake.updated",
                .subject = "intake",
                .subject_id = id.value,
                .actor_id = scope.account().value});
    return record;
  });
}

void Quarantine::release_attachment(const access::Scope& scope, contacts::AttachmentId id,
                                    std::string_view reason) {
  if (reason.empty()) throw Error("field.required", {{"reason", "field.required"}});
  services_.database.write([&](db::Tx& tx) {
    const auto part = services_.contacts.attachment(tx, id);
    const auto contact = part ? services_.contacts.find(tx, part->contact) : std::nullopt;
    const auto unit =
        contact
            ? services_.cases.get(tx, access::Scope::system("quarantine.attachment"), contact->case_id).unit
            : UnitId{};
    if (!contact || !scope.covers(unit) || !scope.may("quarantine.write", unit)) {
      throw Error(ErrorKind::not_found, "attachment.not_found");
    }
    if (part->scan != "infected" && part->scan != "blocked") {
      throw Error(ErrorKind::conflict, "attachment.not_held");
    }
    // Never "clean": whoever downloads it is asked again. The reason may name persons: it stands in the
    // case's history, the audit keeps its digest.
    static_cast<void>(services_.contacts.set_scan(tx, id, "not_scanned"));
    const json::Value detail{json::Object{{"was", part->scan}, {"reason", audit_.digest(reason)}}};
    audit_.note_change(tx, scope, "attachment.released", "attachment", id.value, json::write(detail));
    services_.cases.note_event(tx, scope, contact->case_id, "attachment.released",
                               json::write(json::Value(json::Object{{"attachment", id.str()},
                                                                    {"reason", text::prefix(reason, 200)}})));
  });
}

}  // namespace aproape::mail
