#include "channels/mail/intake_repository.hpp"

#include "base/json.hpp"

namespace aproape::mail {
namespace {

std::string to_text(const std::vector<std::string>& list) {
  json::Array array;
  for (const auto& item : list) array.emplace_back(item);
  return json::write(json::Value(std::move(array)));
}

std::vector<std::string> to_list(const std::string& text) {
  std::vector<std::string> list;
  const json::Value value = json::parse(text);
  for (const auto& item : value.as_array()) list.push_back(item.as_string());
  return list;
}

IntakeRecord read(const db::Row& row) {
  IntakeRecord record;
  record.id = row.id<IntakeId>(0);
  record.route = row.text(1);
  record.sender = row.text(2);
  record.recipients = to_list(row.text(3));
  record.peer = row.text(4);
  record.trusted = row.boolean(5);
  record.mailbox = row.id<MailboxId>(6);
  record.received_at = row.i64(7);
  record.blob = row.id<BlobId>(8);
  record.size = row.i64(9);
  record.digest_id = row.text(10);
  record.digest_body = row.text(11);
  record.state = row.text(12);
  record.reason = row.text(13);
  record.flags = to_list(row.text(14));
  record.shown_from = row.text(15);
  record.shown_to = row.text(16);
  record.shown_subject = row.text(17);
  record.case_id = row.id<CaseId>(18);
  record.contact = row.id<ContactId>(19);
  record.duplicate_of = row.id<IntakeId>(20);
  record.ring = row.i64(21);
  record.sender_check = row.text(22);
  return record;
}

}  // namespace

void IntakeRepository::insert(db::Tx& tx, const IntakeRecord& r) const {
  tx.exec(
      "insert into mail_intake (id, route, sender, recipients, peer, trusted, mailbox_id, received_at, "
      "blob_id, size,"
      " digest_id, digest_body, state, reason, flags, shown_from, shown_to, shown_subject, duplicate_of, "
      "ring, changed_at)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', '', $16, $17, $8)",
      {r.id, r.route, r.sender, to_text(r.recipients), r.peer, r.trusted, r.mailbox, r.received_at, r.blob,
       r.size, r.digest_id, r.digest_body, r.state, r.reason, to_text(r.flags), r.duplicate_of, r.ring});
}

std::optional<IntakeRecord> IntakeRepository::find(db::Tx& tx, IntakeId id) const {
  const auto row = tx.one(
      "select id, route, sender, recipients, peer, trusted, mailbox_id, received_at, blob_id, size, "
      "digest_id,"
      " digest_body, state, reason, flags, shown_from, shown_to, shown_subject, case_id, contact_id, "
      "duplicate_of, ring, sender_check"
      " from mail_intake where id = $1",
      {id});
  if (!row) return std::nullopt;
  return read(*row);
}

std::optional<IntakeId> IntakeRepository::duplicate(db::Tx& tx, const IntakeRecord& fresh) const {
  const bool fetched = !fresh.mailbox.empty();
  if (fresh.digest_id.empty() && !fetched) return std::nullopt;
  const auto row = tx.one(
      "select id from mail_intake where digest_id = $1 and digest_body = $2 and received_at > $3"
      " and state <> 'duplicate' and ($1 <> '' or mailbox_id = $4) order by received_at limit 1",
      {fresh.digest_id, fresh.digest_body, fetched ? Millis{0} : fresh.received_at - kDay,
       fresh.mailbox.value});
  if (!row) return std::nullopt;
  return row->id<IntakeId>(0);
}

bool IntakeRepository::same_id_other_body(db::Tx& tx, const std::string& digest_id,
                                          const std::string& digest_body, Millis now) const {
  if (digest_id.empty()) return false;
  return tx
      .one(
          "select id from mail_intake where digest_id = $1 and digest_body <> $2 and received_at > $3 limit "
          "1",
          {digest_id, digest_body, now - kDay})
      .has_value();
}

bool IntakeRepository::waits(db::Tx& tx, const std::string& digest_id, IntakeId id) const {
  return tx
      .one("select id from mail_intake where digest_id = $1 and state = 'received' and id < $2 limit 1",
           {digest_id, id})
      .has_value();
}

void IntakeRepository::move_blob(db::Tx& tx, IntakeId id, BlobId blob, std::int64_t ring) const {
  tx.exec("update mail_intake set blob_id = $2, ring = $3 where id = $1", {id, blob, ring});
}

void IntakeRepository::finish(db::Tx& tx, IntakeId id, const IntakeOutcome& outcome, Millis now) const {
  tx.exec(
      "update mail_intake set state = $2, reason = $3, flags = $4, shown_from = $5, shown_to = $6, "
      "shown_subject = $7,"
      " case_id = $8, contact_id = $9, changed_at = $10, sender_check = $11 where id = $1",
      {id, outcome.state, outcome.reason, to_text(outcome.flags), outcome.shown_from, outcome.shown_to,
       outcome.shown_subject, outcome.case_id, outcome.contact, now, outcome.sender_check});
}

std::vector<IntakeRecord> IntakeRepository::list(db::Tx& tx, std::string_view state, std::int64_t before,
                                                 int limit) const {
  std::vector<IntakeRecord> records;
  for (const auto& row : tx.query(
           "select id, route, sender, recipients, peer, trusted, mailbox_id, received_at, blob_id, size, "
           "digest_id,"
           " digest_body, state, reason, flags, shown_from, shown_to, shown_subject, case_id, contact_id, "
           "duplicate_of, ring, sender_check"
           " from mail_intake where (state = $1 or ($1 = '' and state in ('held', 'released', 'discarded'))"
           " or ($1 in ('', 'held') and state = 'received' and reason <> ''))"
           " and (id < $2 or $2 = 0) order by id desc limit $3",
           {state, before, limit})) {
    records.push_back(read(row));
  }
  return records;
}

std::vector<std::int64_t> IntakeRepository::in_quarantine_after(db::Tx& tx, std::int64_t after,
                                                                int limit) const {
  std::vector<std::int64_t> ids;
  for (const auto& row :
       tx.query("select id from mail_intake where id > $1 and (state in ('held', 'released', 'discarded') or "
                "(state = 'received' and reason <> '')) order by id limit $2",
                {after, limit}))
    ids.push_back(row.i64(0));
  return ids;
}

}  // namespace aproape::mail
