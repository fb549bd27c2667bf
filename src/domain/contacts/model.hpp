#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::contacts {

using AttachmentId = Id<struct AttachmentTag>;

struct Address {
  std::string name;
  std::string address;
};

struct Attachment {
  AttachmentId id;
  ContactId contact;
  BlobId blob;       // empty: never stored (refused)
  std::string name;  // cleaned for display
  std::string type;  // "application/pdf"
  std::int64_t size = 0;
  std::string sha256;
  std::string content_id;  // without brackets
  bool inline_part = false;
  std::string scan = "not_scanned";  // "clean", "not_scanned", "pending", "infected", "blocked"
  std::vector<std::string> flags;
};

enum class Direction { in, out };

// One communication on one channel. A note is another thing (cases::Note): it cannot become one.
struct Contact {
  ContactId id;
  CaseId case_id;
  IntakeId intake;               // of received ones; makes storing idempotent
  std::string channel = "mail";  // "mail", "call", "chat", "message", "sms", "form", "visit", "letter"
  Direction direction = Direction::in;
  Address from;
  std::vector<Address> to;
  std::vector<Address> cc;
  std::string subject;
  std::string text;
  std::string html;             // sanitised; empty: none
  bool remote_content = false;  // html wants pictures from elsewhere
  std::string message_id;       // without brackets
  std::string in_reply_to;
  std::vector<std::string> references;
  BlobId raw;               // the bytes as received; empty: none
  bool automatic = false;   // written by a machine: changes no status and no clock (A5)
  std::string threaded_by;  // why it is in this case ("token", "in_reply_to", "new", …)
  std::vector<std::string> flags;
  PersonId person;    // who wrote or was written to, where known
  AccountId author;   // staff, of outgoing ones
  MessageId message;  // the delivery, of outgoing ones
  Millis at = 0;      // when it came or was written
  std::vector<Attachment> attachments;
};

// What the threading of an answer needs to know of a contact.
struct ThreadEntry {
  Direction direction = Direction::in;
  bool automatic = false;
  std::string subject;
  std::string message_id;
  std::vector<std::string> references;
  Millis at = 0;
};

// What a report counts of a contact: when, which way and on which channel, by whom. No content.
struct Brief {
  ContactId id;
  Direction direction = Direction::in;
  bool automatic = false;
  std::string channel;
  AccountId author;  // staff, of outgoing ones
  Millis at = 0;
};

// Lists as the JSON arrays that stand in a column. Reading throws Error{invalid} for anything else.
[[nodiscard]] std::string write_list(const std::vector<std::string>& list);
[[nodiscard]] std::vector<std::string> read_list(std::string_view json);
[[nodiscard]] std::string write_addresses(const std::vector<Address>& addresses);
[[nodiscard]] std::vector<Address> read_addresses(std::string_view json);

}  // namespace aproape::contacts
