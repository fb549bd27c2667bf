#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace aproape::mail_compose {

struct Mailbox {
  std::string name;     // any Unicode; control characters are dropped
  std::string address;  // local@domain; anything else is Error{invalid, "mail.address"}
};

struct Attachment {
  std::string name;  // any Unicode file name
  std::string type;  // "application/pdf"; a malformed one becomes application/octet-stream
  std::string bytes;
  std::string content_id;  // without brackets; a picture that the HTML shows by cid:, else empty
};

// Whether a person wrote it or the program (RFC 3834; guides/mail.md A3).
enum class Automatic { no, replied, generated };

// An outgoing message before it is written.
struct Draft {
  Mailbox from;
  std::optional<Mailbox> reply_to;  // carries the reply token
  std::vector<Mailbox> to;
  std::vector<Mailbox> cc;
  std::string subject;
  std::string text;  // UTF-8, LF or CRLF
  std::string html;  // empty: text only
  std::vector<Attachment> attachments;
  Millis date = 0;
  std::string message_id;               // without brackets, see make_message_id()
  std::string in_reply_to;              // without brackets
  std::vector<std::string> references;  // oldest first; the first and the last 20 are written
  Automatic automatic = Automatic::no;
  // Further fields, such as X-Aproape-Loop. The name must be a token, the value is encoded like a subject.
  std::vector<std::pair<std::string, std::string>> fields;
};

// Writes the message (RFC 5322, 2045-2047, 2231): CRLF, ASCII headers folded at 78 (an address whose local
// part is not ASCII stands in UTF-8, RFC 6532: such a message needs SMTPUTF8 on its way; its domain is always
// ASCII), lines of at most 998 octets, multipart/mixed > related > alternative as needed. CR, LF and NUL in
// any header value never reach the output. Throws Error{invalid, "mail.address" | "mail.message_id"} for an
// address or id that is none.
[[nodiscard]] std::string compose(const Draft& draft);

// A fresh Message-ID without brackets: time and 64 random bits, "18c2….9f3a…@domain".
[[nodiscard]] std::string make_message_id(std::string_view domain, Millis now);

// `text` as a header value by RFC 2047 (only where it is not plain ASCII), not folded.
[[nodiscard]] std::string encode_words(std::string_view text);

}  // namespace aproape::mail_compose
