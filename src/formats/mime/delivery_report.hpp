#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/headers.hpp"

namespace aproape::mime {

// What a report says of one recipient (RFC 3464 2.3).
struct RecipientReport {
  std::string recipient;  // the address alone
  std::string action;     // lower case: failed, delayed, delivered, relayed, expanded
  std::string status;     // "5.1.1"; from the diagnostic where the field is missing
  std::string diagnostic;
};

// The first status code "x.y.z" of class 2, 4 or 5 in a text (RFC 3463), or an empty text.
[[nodiscard]] std::string find_status(std::string_view text);

// Reads the body of message/delivery-status: groups of fields parted by empty lines, of which the first is of
// the message. At most 200 recipients.
[[nodiscard]] std::vector<RecipientReport> read_delivery_status(std::string_view body);

}  // namespace aproape::mime
