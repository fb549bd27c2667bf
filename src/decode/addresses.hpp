#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "formats/mime/charset.hpp"
#include "protocol/decoded_mail.hpp"

namespace aproape::decode {

// The mailboxes of an address field; groups are opened. Fields over 64 kB are cut (flag "header_limit"). At
// most 1,000. A field without any readable mailbox gives none, or its text as the name where `keep_text`.
[[nodiscard]] std::vector<protocol::MailAddress> read_addresses(std::string_view field, bool keep_text,
                                                                mime::Flags& flags);

// Loads the library's tables; once in the zygote, before it forks.
void prepare_gmime();

}  // namespace aproape::decode
