#pragma once

#include <string_view>

#include "formats/mime/headers.hpp"
#include "formats/mime/parameters.hpp"

namespace aproape::mime {

// What a mail says of itself by its headers (guides/mail.md 5.4).
enum class Kind { normal, dsn, mdn, automatic, bulk, feedback, loop };

struct Classification {
  Kind kind = Kind::normal;
  bool suppress_reply = false;  // A1; X-Auto-Response-Suppress alone sets only this (A2)
};

// Which parts the message has that programs write for programs, and whether its text is a bounce in qmail's
// form.
struct Reports {
  bool delivery_status = false;  // message/delivery-status
  bool disposition = false;      // message/disposition-notification
  bool feedback = false;         // message/feedback-report
  bool qmail = false;
};

// `type` is the message's Content-Type, `sender` the address of From, `subject` decoded.
[[nodiscard]] Classification classify(const Headers& headers, const ParameterField& type,
                                      std::string_view sender, std::string_view subject,
                                      const Reports& reports);

}  // namespace aproape::mime
