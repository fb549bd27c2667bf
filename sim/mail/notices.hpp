#pragma once

#include <string>
#include <string_view>

#include "sim/mail/story.hpp"

namespace sim {

// A mail of a machine or of somebody who wants to sell, without the fields that every mail has (From to
// MIME-Version).
struct Notice {
  std::string subject;
  std::string fields;   // further header fields, the content's among them; ends with the empty line
  std::string content;  // CRLF
};

// What a mail server says of a mail that did not arrive: by RFC 3464, or in the words of qmail, Exim,
// Exchange or sendmail; also that it is only late.
[[nodiscard]] Notice bounce(Random& random, std::string_view recipient);
// What a mail program answers in its owner's absence.
[[nodiscard]] Notice robot(Random& random, const Story& story);
[[nodiscard]] Notice newsletter(Random& random);
[[nodiscard]] Notice spam(Random& random);

}  // namespace sim
