#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::collaboration {

// Whom a note names: the words after an '@' that stands at the beginning or after a blank or an opening sign,
// in lower case, each once, at most 20. "ana@example.org" names nobody; a full stop at the end belongs to the
// sentence. Pure.
[[nodiscard]] std::vector<std::string> mentions_in(std::string_view text);

// Whether a word can stand after an '@': 2 to 40 lower case letters, digits, '.', '-', '_', beginning with a
// letter or digit and ending so. Pure.
[[nodiscard]] bool is_handle(std::string_view word);

}  // namespace aproape::collaboration
