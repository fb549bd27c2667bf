#include "domain/messages/repository.hpp"

#include <limits>

#include "db/node_life.hpp"

namespace aproape::messages::repository {
namespace {

// A message belongs where the contact that shows it lies, which a merge or a split may have moved.
#define MESSAGE_SELECT                                                                            \
  "select m.id, c.id, c.number, m.contact_id, m.kind, m.channel, m.status, m.message_ref, "       \
  "m.in_reply_to, m.refs, m.token, m.to_list, m.cc_list, m.subject, m.text, m.html, m.language, " \
  "m.author_id, m.attempts, m.next_at, m.last_error, m.maybe_sent, m.created_at, m.changed_at "   \
  "from message m left join contact ct on ct.id = m.contact_id "                                  \
  "join cases c on c.id = coalesce(ct.case_id, m.case_id) "

Message message_of(const db::Row& row) {
  Message message;
  message.id = row.id<MessageId>(0);
  message.case_id = row.id<CaseId>(1);
  message.case_number = row.text(2);
  message.contact = row.id<ContactId>(3);
  message.kind = row.text(4);
  message.channel = row.text(5);
  message.status = row.text(6);
  message.message_id = row.text(7);
  message.in_reply_to = row.text(8);
  message.references = contacts::read_list(row.text(9));
  message.token = row.text(10);
  message.to = contacts::read_addresses(row.text(11));
  message.cc = contacts::read_addresses(row.text(12));
  message.subject = row.text(13);
  message.text = row.text(14);
  message.html = row.text(15);
  message.language = row.text(16);
  message.author = row.id<AccountId>(17);
  message.attempts = static_cast<int>(row.i64(18));
  message.next_at = row.i64(19);
  message.last_error = row.text(20);
  message.maybe_sent = row.boolean(21);
  message.created_at = row.i64(22);
  message.changed_at = row.i64(23);
  return message;
}

Part part_of(const db::Row& row, int first) {
  return {row.id<BlobId>(first), row.text(first + 1), row.text(first + 2), row.i64(first + 3),
          row.text(first + 4)};
}

std::optional<Message> with_parts(db::Tx& tx, const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  Message message = message_of(*row);
  for (const db::Row& part : tx.query("select blob_id, name, type, size, sha256 from message_part "
                                      "where message_id = $1 order by position",
                                      {message.id}))
    message.attachments.push_back(part_of(part, 0));
  return message;
}

Template template_of(const db::Row& row) {
  return {row.id<TemplateId>(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.i64(6)};
}

}  // namespace

void insert(db::Tx& tx, const Message& m, std::string_view draft) {
  tx.exec(
      "insert into message (id, case_id, contact_id, kind, channel, status, message_ref, in_reply_to, refs, "
      "token, "
      "to_list, cc_list, subject, text, html, language, author_id, attempts, next_at, last_error, "
      "maybe_sent, "
      "holder, lease_until, draft, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
      "$11, "
      "$12, $13, $14, $15, $16, $17, 0, $18, '', $19, null, null, $20, $21, $21)",
      {m.id,
       m.case_id,
       m.contact,
       m.kind,
       m.channel,
       m.status,
       m.message_id,
       m.in_reply_to,
       contacts::write_list(m.references),
       m.token,
       contacts::write_addresses(m.to),
       contacts::write_addresses(m.cc),
       m.subject,
       m.text,
       m.html,
       m.language,
       m.author,
       m.next_at,
       false,
       draft,
       m.created_at});
  int position = 0;
  for (const Part& part : m.attachments)
    tx.exec(
        "insert into message_part (message_id, position, blob_id, name, type, size, sha256) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        {m.id, position++, part.blob, part.name, part.type, part.size, part.sha256});
}

std::optional<Message> find(db::Tx& tx, MessageId id) {
  return with_parts(tx, tx.one(MESSAGE_SELECT "where m.id = $1", {id}));
}

std::optional<Message> by_message_id(db::Tx& tx, std::string_view message_id) {
  return with_parts(tx, tx.one(MESSAGE_SELECT "where m.message_ref = $1", {message_id}));
}

std::vector<Fate> fates(db::Tx& tx, CaseId id) {
  std::vector<Fate> all;
  for (const db::Row& row :
       tx.query("select id, kind, status, author_id, created_at from message where case_id = $1 order by id",
                {id}))
    all.push_back({row.id<MessageId>(0), row.text(1), row.text(2), row.id<AccountId>(3), row.i64(4)});
  return all;
}

std::string draft(db::Tx& tx, MessageId id) {
  const auto row = tx.one("select draft from message where id = $1", {id});
  return row ? row->text(0) : "{}";
}

std::string undo(db::Tx& tx, MessageId id) {
  const auto row = tx.one("select undo from message where id = $1", {id});
  return row ? row->text(0) : std::string();
}

void set_undo(db::Tx& tx, MessageId id, std::string_view undo) {
  tx.exec("update message set undo = $2 where id = $1", {id, undo});
}

std::optional<MessageId> later_answer(db::Tx& tx, CaseId id, MessageId than) {
  const auto row = tx.one(
      "select id from message where case_id = $1 and id > $2 and undo <> '' and status <> 'cancelled' "
      "order by id limit 1",
      {id, than});
  if (!row) return std::nullopt;
  return row->id<MessageId>(0);
}

std::vector<Message> list(db::Tx& tx, const access::Scope& scope, std::string_view status, MessageId before,
                          int limit, Millis now) {
  std::vector<Message> found;
  for (const db::Row& row : tx.query(
           MESSAGE_SELECT "where m.id < $4 and ($5 = '' or m.status = $5) and ($2 or exists (select 1 from "
                          "account_unit au where au.account_id = $1 and au.unit_id = c.unit_id) or exists "
                          "(select 1 from case_grant g join account_unit gu on gu.unit_id = g.unit_id where "
                          "g.case_id = c.id and g.until > $3 and gu.account_id = $1)) "
                          "order by m.id desc limit $6",
           {scope.account(), scope.network(), now,
            before.empty() ? std::numeric_limits<std::int64_t>::max() : before.value, status, limit}))
    found.push_back(message_of(row));
  return found;
}

void release_lost(db::Tx& tx, std::string_view channel, std::string_view holder, Millis now) {
  for (const db::Row& row :
       tx.query("select id, lease_until, holder from message where status = 'sending' and channel = $1",
                {channel})) {
    if (row.i64(1) >= now && !db::is_dead(tx, row.text(2), holder, now)) continue;
    tx.exec(
        "update message set status = 'queued', maybe_sent = $3, holder = null, lease_until = null "
        "where id = $1 and status = 'sending' and holder = $2",
        {row.i64(0), row.text(2), true});
  }
}

std::optional<MessageId> claim(db::Tx& tx, std::string_view channel, std::string_view holder, Millis now,
                               Millis until) {
#define CLAIM_NEXT                                                                                           \
  "select m.id from message m where m.channel = $1 and (m.status = 'queued' or m.status = 'delayed') and "   \
  "m.next_at <= $2 and not exists (select 1 from message o where o.case_id = m.case_id and o.id < m.id and " \
  "o.channel = m.channel and (o.status = 'queued' or o.status = 'sending' or (o.status = 'delayed' and "     \
  "o.next_at < $3))) "                                                                                       \
  "order by m.next_at, m.id limit 1"
  const auto row = tx.one({CLAIM_NEXT, CLAIM_NEXT " for update skip locked"},
                          {channel, now, std::numeric_limits<std::int64_t>::max()});
  if (!row) return std::nullopt;
  const auto id = row->id<MessageId>(0);
  tx.exec(
      "update message set status = 'sending', holder = $2, lease_until = $3, attempts = attempts + 1, "
      "changed_at = $4 where id = $1",
      {id, holder, until, now});
  return id;
}

bool end_attempt(db::Tx& tx, MessageId id, std::string_view holder, std::string_view status, Millis next_at,
                 std::string_view error, Millis now) {
  return tx.exec(
             "update message set status = $3, next_at = $4, last_error = $5, changed_at = $6, holder = null, "
             "lease_until = null where id = $1 and holder = $2 and status = 'sending'",
             {id, holder, status, next_at, error, now}) == 1;
}

void set_status(db::Tx& tx, MessageId id, std::string_view status, Millis next_at, std::string_view error,
                Millis now) {
  tx.exec("update message set status = $2, next_at = $3, last_error = $4, changed_at = $5 where id = $1",
          {id, status, next_at, error, now});
}

void hold(db::Tx& tx, std::string_view channel, bool held, Millis now) {
  if (held)
    tx.exec(
        "update message set status = 'held', changed_at = $2 where channel = $1 and next_at <= $2 and "
        "(status = 'queued' or status = 'delayed')",
        {channel, now});
  else
    tx.exec("update message set status = 'queued', changed_at = $2 where channel = $1 and status = 'held'",
            {channel, now});
}

bool take_acknowledgement(db::Tx& tx, CaseId id, std::string_view sender, Millis now) {
  if (tx.one("select 1 from acknowledgement where sender = $1 and at > $2 limit 1", {sender, now - kDay}))
    return false;
  return tx.exec(
             "insert into acknowledgement (case_id, sender, at) values ($1, $2, $3) "
             "on conflict (case_id) do nothing",
             {id, sender, now}) == 1;
}

void insert(db::Tx& tx, AccountId account, const Upload& upload, Millis now) {
  tx.exec(
      "insert into upload (id, account_id, blob_id, name, type, size, sha256, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {upload.id, account.value, upload.part.blob, upload.part.name, upload.part.type, upload.part.size,
       upload.part.sha256, now});
}

std::optional<Upload> upload(db::Tx& tx, AccountId account, UploadId id) {
  const auto row =
      tx.one("select blob_id, name, type, size, sha256 from upload where id = $1 and account_id = $2",
             {id, account.value});
  if (!row) return std::nullopt;
  return Upload{id, part_of(*row, 0)};
}

void insert(db::Tx& tx, const Template& what) {
  tx.exec(
      "insert into template (id, code, language, name, subject, text, version) values ($1, $2, $3, $4, $5, "
      "$6, 1)",
      {what.id, what.code, what.language, what.name, what.subject, what.text});
}

bool update(db::Tx& tx, const Template& what) {
  return tx.exec(
             "update template set name = $2, subject = $3, text = $4, version = version + 1 "
             "where id = $1 and version = $5",
             {what.id, what.name, what.subject, what.text, what.version}) == 1;
}

std::vector<Template> templates(db::Tx& tx, std::string_view language) {
  std::vector<Template> found;
  for (const db::Row& row : tx.query("select id, code, language, name, subject, text, version from template "
                                     "where $1 = '' or language = $1 order by code, language",
                                     {language}))
    found.push_back(template_of(row));
  return found;
}

std::optional<Template> find_template(db::Tx& tx, TemplateId id) {
  const auto row =
      tx.one("select id, code, language, name, subject, text, version from template where id = $1", {id});
  if (!row) return std::nullopt;
  return template_of(*row);
}

std::optional<Template> find_template(db::Tx& tx, std::string_view code, std::string_view language) {
  const auto row = tx.one(
      "select id, code, language, name, subject, text, version from template "
      "where code = $1 and language = $2",
      {code, language});
  if (!row) return std::nullopt;
  return template_of(*row);
}

}  // namespace aproape::messages::repository
