#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::contacts::repository {

void insert(db::Tx& tx, const Contact& contact);
void insert(db::Tx& tx, const Attachment& attachment);
void add_party(db::Tx& tx, CaseId id, std::string_view address);
void remove_parties(db::Tx& tx, CaseId id);
[[nodiscard]] bool is_party(db::Tx& tx, CaseId id, std::string_view address);
[[nodiscard]] std::optional<ContactId> by_intake(db::Tx& tx, IntakeId intake);
// Without attachments.
[[nodiscard]] std::optional<Contact> find(db::Tx& tx, ContactId id);
[[nodiscard]] std::vector<Contact> by_message_id(db::Tx& tx, std::string_view message_id);
[[nodiscard]] std::vector<Contact> of_case(db::Tx& tx, CaseId id);
[[nodiscard]] std::vector<Brief> briefs(db::Tx& tx, CaseId id);
// Contacts that carry a Message-ID, oldest first.
[[nodiscard]] std::vector<ThreadEntry> thread(db::Tx& tx, CaseId id);
[[nodiscard]] std::vector<std::string> subjects(db::Tx& tx, CaseId id, int limit);
[[nodiscard]] std::vector<std::string> letters(db::Tx& tx, CaseId id, int limit);
[[nodiscard]] std::optional<Attachment> attachment(db::Tx& tx, AttachmentId id);
[[nodiscard]] std::vector<Attachment> attachments(db::Tx& tx, ContactId id);
[[nodiscard]] std::vector<Attachment> pending_scan(db::Tx& tx, int limit);
bool set_scan(db::Tx& tx, AttachmentId id, std::string_view scan);
void set_message(db::Tx& tx, ContactId id, MessageId message);
void remove(db::Tx& tx, ContactId id);
void move(db::Tx& tx, ContactId id, CaseId from, CaseId to);

}  // namespace aproape::contacts::repository
