#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::mime {

// The ids of a Message-ID, In-Reply-To or References field, without brackets, in their order, each once, at most
// 200 (the newest where there are more). Broken forms (RFC 5322 3.6.4; guides/mail.md T3) are read as far as they
// make sense: text between ids is skipped, blanks inside brackets are dropped, an id without brackets counts where
// the field holds no bracket and the word has an "@".
[[nodiscard]] std::vector<std::string> read_message_ids(std::string_view field);

}  // namespace aproape::mime
