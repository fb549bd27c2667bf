#include "domain/contacts/repository.hpp"

#include "db/rows.hpp"

namespace aproape::contacts::repository {
namespace {

#define CONTACT_COLUMNS                                                                                   \
  "id, case_id, intake_id, channel, outgoing, from_name, from_address, to_list, cc_list, subject, text, " \
  "html, remote_content, message_ref, in_reply_to, refs, raw_id, automatic, threaded_by, flags, "         \
  "person_id, author_id, message_id, at"
#define ATTACHMENT_COLUMNS \
  "id, contact_id, blob_id, name, type, size, sha256, content_id, inline_part, scan, flags"

Contact contact_of(const db::Row& row) {
  Contact contact;
  contact.id = row.id<ContactId>(0);
  contact.case_id = row.id<CaseId>(1);
  contact.intake = row.id<IntakeId>(2);
  contact.channel = row.text(3);
  contact.direction = row.boolean(4) ? Direction::out : Direction::in;
  contact.from = {row.text(5), row.text(6)};
  contact.to = read_addresses(row.text(7));
  contact.cc = read_addresses(row.text(8));
  contact.subject = row.text(9);
  contact.text = row.text(10);
  contact.html = row.text(11);
  contact.remote_content = row.boolean(12);
  contact.message_id = row.text(13);
  contact.in_reply_to = row.text(14);
  contact.references = read_list(row.text(15));
  contact.raw = row.id<BlobId>(16);
  contact.automatic = row.boolean(17);
  contact.threaded_by = row.text(18);
  contact.flags = read_list(row.text(19));
  contact.person = row.id<PersonId>(20);
  contact.author = row.id<AccountId>(21);
  contact.message = row.id<MessageId>(22);
  contact.at = row.i64(23);
  return contact;
}

Attachment attachment_of(const db::Row& row) {
  Attachment attachment;
  attachment.id = row.id<AttachmentId>(0);
  attachment.contact = row.id<ContactId>(1);
  attachment.blob = row.id<BlobId>(2);
  attachment.name = row.text(3);
  attachment.type = row.text(4);
  attachment.size = row.i64(5);
  attachment.sha256 = row.text(6);
  attachment.content_id = row.text(7);
  attachment.inline_part = row.boolean(8);
  attachment.scan = row.text(9);
  attachment.flags = read_list(row.text(10));
  return attachment;
}

}  // namespace

void insert(db::Tx& tx, const Contact& contact) {
  tx.exec("insert into contact (" CONTACT_COLUMNS
          ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
          "$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
          {contact.id,
           contact.case_id,
           contact.intake,
           contact.channel,
           contact.direction == Direction::out,
           contact.from.name,
           contact.from.address,
           write_addresses(contact.to),
           write_addresses(contact.cc),
           contact.subject,
           contact.text,
           contact.html,
           contact.remote_content,
           contact.message_id,
           contact.in_reply_to,
           write_list(contact.references),
           contact.raw,
           contact.automatic,
           contact.threaded_by,
           write_list(contact.flags),
           contact.person,
           contact.author,
           contact.message,
           contact.at});
}

void insert(db::Tx& tx, const Attachment& attachment) {
  tx.exec("insert into attachment (" ATTACHMENT_COLUMNS
          ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
          {attachment.id, attachment.contact, attachment.blob, attachment.name, attachment.type,
           attachment.size, attachment.sha256, attachment.content_id, attachment.inline_part, attachment.scan,
           write_list(attachment.flags)});
}

void add_party(db::Tx& tx, CaseId id, std::string_view address) {
  tx.exec(
      "insert into contact_party (case_id, address) values ($1, $2) on conflict (case_id, address) do "
      "nothing",
      {id, address});
}

void remove_parties(db::Tx& tx, CaseId id) {
  tx.exec("delete from contact_party where case_id = $1", {id});
}

bool is_party(db::Tx& tx, CaseId id, std::string_view address) {
  return tx.one("select 1 from contact_party where case_id = $1 and address = $2", {id, address}).has_value();
}

std::optional<ContactId> by_intake(db::Tx& tx, IntakeId intake) {
  const auto row = tx.one("select id from contact where intake_id = $1", {intake});
  if (!row) return std::nullopt;
  return row->id<ContactId>(0);
}

std::optional<Contact> find(db::Tx& tx, ContactId id) {
  const auto row = tx.one("select " CONTACT_COLUMNS " from contact where id = $1", {id});
  if (!row) return std::nullopt;
  return contact_of(*row);
}

std::vector<Contact> by_message_id(db::Tx& tx, std::string_view message_id) {
  return db::all_of<Contact>(tx.query("select " CONTACT_COLUMNS " from contact where message_ref = $1 "
                                      "order by id desc limit 20",
                                      {message_id}),
                             contact_of);
}

std::vector<Contact> of_case(db::Tx& tx, CaseId id) {
  return db::all_of<Contact>(
      tx.query("select " CONTACT_COLUMNS " from contact where case_id = $1 order by id", {id}), contact_of);
}

std::vector<Brief> briefs(db::Tx& tx, CaseId id) {
  return db::all_of<Brief>(
      tx.query("select id, outgoing, automatic, channel, author_id, at from contact where case_id = $1 "
               "order by id",
               {id}),
      [](const db::Row& row) {
        return Brief{row.id<ContactId>(0), row.boolean(1) ? Direction::out : Direction::in,
                     row.boolean(2),       row.text(3),
                     row.id<AccountId>(4), row.i64(5)};
      });
}

std::vector<ThreadEntry> thread(db::Tx& tx, CaseId id) {
  return db::all_of<ThreadEntry>(
      tx.query("select outgoing, automatic, subject, message_ref, refs, at from contact "
               "where case_id = $1 and message_ref <> '' order by id",
               {id}),
      [](const db::Row& row) {
        return ThreadEntry{row.boolean(0) ? Direction::out : Direction::in,
                           row.boolean(1),
                           row.text(2),
                           row.text(3),
                           read_list(row.text(4)),
                           row.i64(5)};
      });
}

std::vector<std::string> subjects(db::Tx& tx, CaseId id, int limit) {
  return db::all_of<std::string>(
      tx.query("select subject from contact where case_id = $1 order by id desc limit $2", {id, limit}),
      [](const db::Row& row) { return row.text(0); });
}

std::vector<std::string> letters(db::Tx& tx, CaseId id, int limit) {
  return db::all_of<std::string>(
      tx.query("select subject, text from contact where case_id = $1 and not outgoing and not automatic "
               "order by id limit $2",
               {id, limit}),
      [](const db::Row& row) { return row.text(0) + '\n' + row.text(1); });
}

std::optional<Attachment> attachment(db::Tx& tx, AttachmentId id) {
  const auto row = tx.one("select " ATTACHMENT_COLUMNS " from attachment where id = $1", {id});
  if (!row) return std::nullopt;
  return attachment_of(*row);
}

std::vector<Attachment> attachments(db::Tx& tx, ContactId id) {
  return db::all_of<Attachment>(
      tx.query("select " ATTACHMENT_COLUMNS " from attachment where contact_id = $1 order by id", {id}),
      attachment_of);
}

std::vector<Attachment> pending_scan(db::Tx& tx, int limit) {
  return db::all_of<Attachment>(
      tx.query("select " ATTACHMENT_COLUMNS " from attachment where scan = 'pending' order by id limit $1",
               {limit}),
      attachment_of);
}

bool set_scan(db::Tx& tx, AttachmentId id, std::string_view scan) {
  return tx.exec("update attachment set scan = $2 where id = $1", {id, scan}) == 1;
}

void set_message(db::Tx& tx, ContactId id, MessageId message) {
  tx.exec("update contact set message_id = $2 where id = $1", {id, message});
}

void remove(db::Tx& tx, ContactId id) {
  tx.exec("delete from attachment where contact_id = $1", {id});
  tx.exec("delete from contact where id = $1", {id});
}

void move(db::Tx& tx, ContactId id, CaseId from, CaseId to) {
  tx.exec("update contact set case_id = $3 where id = $1 and case_id = $2", {id, from, to});
}

}  // namespace aproape::contacts::repository
