#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::mime {

// The ids of a Message-ID, In-Reply-To or References field, without brackets, in their order, each once, at
// most 200 (the newest where there are more). Broken forms (RFC 5322 3.6.4; guides/mail.md T3) are read as
// far as they make sense: text between ids is skipped, blanks inside brackets are dropped, an id without
// brackets counts where the field holds no bracket and all its words have an "@".
[[nodiscard]] std::vector<std::string> read_message_ids(std::string_view field);

// The id of a Message-ID field; also one without brackets and "@", as some programs write it.
[[nodiscard]] std::string read_own_id(std::string_view field);

// The id that an In-Reply-To field answers: the first, or the last where the old phrase "Message from Ana
// <address> of <date> <id>" puts the address before it. Empty where there is none.
[[nodiscard]] std::string read_parent_id(std::string_view field);

}  // namespace aproape::mime
