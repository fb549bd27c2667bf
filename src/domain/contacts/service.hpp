#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::contacts {

// Storing and reading of contacts. It knows nothing of who may see a case: callers have checked the case
// (cases::Service does); that is why only that area, messages and the mail channel's evidence use it.
// Thread-safe: it keeps no state.
class Service {
 public:
  explicit Service(db::Database& database);

  // Stores with its attachments; fills ids where empty. Use cases::Service::add_contact for what was
  // received.
  ContactId add(db::Tx& tx, Contact& contact) const;
  [[nodiscard]] std::optional<ContactId> by_intake(db::Tx& tx, IntakeId intake) const;
  [[nodiscard]] std::optional<Contact> find(db::Tx& tx, ContactId id) const;
  // Newest first; of all contacts that carry the Message-ID (at most 20).
  [[nodiscard]] std::vector<Contact> by_message_id(db::Tx& tx, std::string_view message_id) const;
  // Of one case, oldest first.
  [[nodiscard]] std::vector<Contact> of_case(db::Tx& tx, CaseId id) const;
  // The same without their content.
  [[nodiscard]] std::vector<Brief> briefs(db::Tx& tx, CaseId id) const;
  // What answers of one case refer to: its contacts that carry a Message-ID, oldest first.
  [[nodiscard]] std::vector<ThreadEntry> thread(db::Tx& tx, CaseId id) const;
  // The newest `limit` subjects of a case.
  [[nodiscard]] std::vector<std::string> subjects(db::Tx& tx, CaseId id, int limit) const;
  // What citizens wrote in a case, subject and text, oldest first, at most `limit`; machines' mails aside.
  [[nodiscard]] std::vector<std::string> letters(db::Tx& tx, CaseId id, int limit) const;
  // Whether anybody wrote from or was written to at `address` in the case.
  [[nodiscard]] bool takes_part(db::Tx& tx, CaseId id, std::string_view address) const;
  [[nodiscard]] std::optional<Attachment> attachment(db::Tx& tx, AttachmentId id) const;
  [[nodiscard]] std::vector<Attachment> attachments(db::Tx& tx, ContactId id) const;
  // After a scan. False where absent.
  bool set_scan(db::Tx& tx, AttachmentId id, std::string_view scan) const;
  // Attachments that wait for the scanner, oldest first.
  [[nodiscard]] std::vector<Attachment> pending_scan(db::Tx& tx, int limit) const;
  // Ties the delivery to the contact that shows it.
  void set_message(db::Tx& tx, ContactId id, MessageId message) const;
  // Takes an outgoing contact away that was never sent (undo): whom it alone was for has not taken part.
  void drop_unsent(db::Tx& tx, ContactId id) const;
  // Those of `contacts` that lie in `from` lie in `to` afterwards; who takes part in either is found anew.
  void move(db::Tx& tx, const std::vector<ContactId>& contacts, CaseId from, CaseId to) const;

 private:
  db::Database& database_;
};

}  // namespace aproape::contacts
