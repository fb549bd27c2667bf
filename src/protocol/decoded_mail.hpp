#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace aproape::protocol {

struct MailAddress {
  std::string name;     // decoded, without control characters
  std::string address;  // as written; the domain in lower case
};

struct MailAttachment {
  std::string name;  // cleaned for display; never a path
  std::string type;  // lower case, "application/pdf"
  std::int64_t size = 0;
  std::string sha256;      // lower-case hex of the decoded bytes
  std::string content_id;  // without brackets; for inline pictures
  bool inline_part = false;
  std::vector<std::string>
      flags;  // "executable", "archive_bomb", "archive_encrypted", "archive_deep", "smime", "pgp"
  std::int64_t offset = 0;  // where its bytes lie in the payload that follows the JSON frame
};

// What the mail says of itself beside its text.
enum class MailClass { normal, dsn, mdn, automatic, bulk, feedback, loop };

struct DeliveryReport {  // of a DSN (RFC 3464), one for each recipient that it names
  std::string recipient;
  std::string action;  // failed, delayed, delivered, relayed, expanded
  std::string status;  // "5.1.1"
  std::string diagnostic;
  std::string original_message_id;
};

// A message as the decode role reads it. Bounded: see MailLimits.
struct DecodedMail {
  std::string subject;
  MailAddress from;
  std::optional<MailAddress> reply_to;
  std::vector<MailAddress> to;
  std::vector<MailAddress> cc;
  std::optional<Millis> date;
  std::string message_id;  // without brackets
  std::string in_reply_to;
  std::vector<std::string> references;  // oldest first, at most 200
  std::string text;                     // UTF-8, normalised line ends
  std::string html;  // sanitised (formats/html): no script, no remote content without a mark
  std::vector<MailAttachment> attachments;
  MailClass kind = MailClass::normal;
  bool suppress_reply = false;  // A1: never acknowledge, also where kind is normal
  std::vector<DeliveryReport> reports;
  std::optional<MailAddress> forwarded_from;  // T4: offered as the requester, never set silently
  std::vector<std::string> forwarded_to;      // to whom that one wrote; addresses, at most 20
  std::string list_id;
  std::string auto_submitted;
  std::vector<std::string> authentication_results;  // raw fields, newest first
  std::vector<std::string> delivered_to;            // X-Original-To, Delivered-To, Envelope-To
  std::string loop_token;                           // value of our own X-Aproape-Loop field
  int received_count = 0;
  std::vector<std::string> flags;  // what was wrong or remarkable, names in docs/mail-flags.md
};

[[nodiscard]] std::string_view name_of(
    MailClass kind);  // "normal", "dsn", "mdn", "auto", "bulk", "feedback", "loop"
[[nodiscard]] json::Value to_json(const DecodedMail& mail);
[[nodiscard]] DecodedMail decoded_mail_from_json(const json::Value& value);

}  // namespace aproape::protocol
