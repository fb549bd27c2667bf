#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::messages {

using TemplateId = Id<struct TemplateTag>;
using UploadId = Id<struct UploadTag>;

struct Part {
  BlobId blob;
  std::string name;
  std::string type;
  std::int64_t size = 0;
  std::string sha256;
};

// One delivery. `status`: "queued" waits for its time or a relay's; "held": no relay is set; "sending": a
// sender has it; "sent", "delivered", "delayed", "failed", "cancelled".
struct Message {
  MessageId id;
  CaseId case_id;
  std::string case_number;
  ContactId contact;           // how the timeline shows it
  std::string kind = "reply";  // "reply", "acknowledgement", "notice"
  std::string channel = "mail";
  std::string status = "queued";
  std::string message_id;  // without brackets; the same at every attempt (D6)
  std::string in_reply_to;
  std::vector<std::string> references;
  std::string token;  // of the reply address ("contact+c.TOKEN@…")
  std::vector<contacts::Address> to;
  std::vector<contacts::Address> cc;
  std::string subject;
  std::string text;  // with signature
  std::string html;  // may be empty
  std::string language;
  std::vector<Part> attachments;
  AccountId author;
  int attempts = 0;
  Millis next_at = 0;  // not tried before (undo send, back-off)
  std::string last_error;
  bool maybe_sent = false;  // a sender was lost after it began: the next attempt may repeat ("sent?")
  Millis created_at = 0;
  Millis changed_at = 0;
};

// What became of a message of a case, without its content.
struct Fate {
  MessageId id;
  std::string kind;
  std::string status;
  AccountId author;
  Millis created_at = 0;
};

struct Template {
  TemplateId id;
  std::string code;  // "acknowledgement", "signature", or chosen by staff
  std::string language;
  std::string name;
  std::string subject;
  std::string text;  // mustache; placeholders are data
  std::int64_t version = 1;
};

struct Upload {
  UploadId id;
  Part part;
};

}  // namespace aproape::messages
