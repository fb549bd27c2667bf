#include "domain/contacts/service.hpp"

#include "domain/contacts/repository.hpp"
#include "text/fold.hpp"

namespace aproape::contacts {
namespace {

// Whom a stranger names in To or Cc has not taken part: only who wrote, or was written to by us.
void join_parties(db::Tx& tx, const Contact& contact) {
  const auto join = [&](const Address& address) {
    if (!address.address.empty()) repository::add_party(tx, contact.case_id, text::fold(address.address));
  };
  if (contact.direction == Direction::in) {
    join(contact.from);
  } else {
    for (const Address& address : contact.to) join(address);
    for (const Address& address : contact.cc) join(address);
  }
}

void find_parties(db::Tx& tx, CaseId id) {
  repository::remove_parties(tx, id);
  for (const Contact& left : repository::of_case(tx, id)) join_parties(tx, left);
}

}  // namespace

Service::Service(db::Database& database) : database_(database) {}

ContactId Service::add(db::Tx& tx, Contact& contact) const {
  if (contact.id.empty()) contact.id = make_id<ContactId>();
  if (contact.at == 0) contact.at = database_.clock().now();
  repository::insert(tx, contact);
  for (Attachment& attachment : contact.attachments) {
    if (attachment.id.empty()) attachment.id = make_id<AttachmentId>();
    attachment.contact = contact.id;
    repository::insert(tx, attachment);
  }
  join_parties(tx, contact);
  return contact.id;
}

std::optional<ContactId> Service::by_intake(db::Tx& tx, IntakeId intake) const {
  return repository::by_intake(tx, intake);
}

std::optional<Contact> Service::find(db::Tx& tx, ContactId id) const {
  auto contact = repository::find(tx, id);
  if (contact) contact->attachments = repository::attachments(tx, id);
  return contact;
}

std::vector<Contact> Service::by_message_id(db::Tx& tx, std::string_view message_id) const {
  if (message_id.empty()) return {};
  return repository::by_message_id(tx, message_id);
}

std::vector<Contact> Service::of_case(db::Tx& tx, CaseId id) const {
  std::vector<Contact> contacts = repository::of_case(tx, id);
  for (Contact& contact : contacts) contact.attachments = repository::attachments(tx, contact.id);
  return contacts;
}

std::vector<Brief> Service::briefs(db::Tx& tx, CaseId id) const {
  return repository::briefs(tx, id);
}

std::vector<ThreadEntry> Service::thread(db::Tx& tx, CaseId id) const {
  return repository::thread(tx, id);
}

std::vector<std::string> Service::subjects(db::Tx& tx, CaseId id, int limit) const {
  return repository::subjects(tx, id, limit);
}

std::vector<std::string> Service::letters(db::Tx& tx, CaseId id, int limit) const {
  return repository::letters(tx, id, limit);
}

bool Service::takes_part(db::Tx& tx, CaseId id, std::string_view address) const {
  return repository::is_party(tx, id, text::fold(address));
}

std::optional<Attachment> Service::attachment(db::Tx& tx, AttachmentId id) const {
  return repository::attachment(tx, id);
}

std::vector<Attachment> Service::attachments(db::Tx& tx, ContactId id) const {
  return repository::attachments(tx, id);
}

bool Service::set_scan(db::Tx& tx, AttachmentId id, std::string_view scan) const {
  return repository::set_scan(tx, id, scan);
}

std::vector<Attachment> Service::pending_scan(db::Tx& tx, int limit) const {
  return repository::pending_scan(tx, limit);
}

void Service::set_message(db::Tx& tx, ContactId id, MessageId message) const {
  repository::set_message(tx, id, message);
}

void Service::drop_unsent(db::Tx& tx, ContactId id) const {
  const auto dropped = repository::find(tx, id);
  if (!dropped) return;
  repository::remove(tx, id);
  find_parties(tx, dropped->case_id);
}

void Service::move(db::Tx& tx, const std::vector<ContactId>& contacts, CaseId from, CaseId to) const {
  for (const ContactId id : contacts) repository::move(tx, id, from, to);
  find_parties(tx, from);
  find_parties(tx, to);
}

}  // namespace aproape::contacts
