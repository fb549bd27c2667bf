#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/delivery_report.hpp"

namespace aproape::mime {

// Bounces without the part that RFC 3464 wants, which still come: those of qmail (cr.yp.to/proto/qsbmf.txt),
// of Exim (field X-Failed-Recipients), of old sendmail ("had permanent fatal errors"), of Exchange
// ("Delivery has failed to these recipients") and the plain "<address>: host … said: …" of Postfix.
struct BounceText {
  std::vector<RecipientReport> recipients;  // action "failed" or "delayed"
  std::string original_message_id;          // from the copy that follows, without brackets
};

// Whether a text is in qmail's form: such mail says so with its first words.
[[nodiscard]] bool is_qmail_bounce(std::string_view text);

// Reads who was not reached; `failed_recipients` is the value of X-Failed-Recipients or empty.
[[nodiscard]] BounceText read_bounce_text(std::string_view text, std::string_view failed_recipients);

}  // namespace aproape::mime
