#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::text {

// What the search index stores and looks for (guides/stack.md 2.4): folded words without stop words (Romanian
// and English) and with light Romanian endings taken off. Tokens hold only a-z, 0-9 and letters of other
// scripts, so that FTS5 `unicode61` and tsvector `simple` split them no further. A compound (e-mail address,
// case number, phone number) gives its parts, and the whole with its marks left out ("ap2026000123",
// "anaexampleorg", "40215550100").
[[nodiscard]] std::vector<std::string> analyse(std::string_view utf8, std::size_t most = 100'000);

// analyse(), joined by blanks: the content of an index column.
[[nodiscard]] std::string index_text(std::string_view utf8);

struct SearchQuery {
  std::vector<std::string> terms;  // all must be found
  std::string prefix;              // the word being typed: a word of the index must begin so; empty: none
};

// The same analysis for what a person types. The last word is a prefix unless a blank follows it. At most 16
// terms.
[[nodiscard]] SearchQuery analyse_query(std::string_view utf8);

// The stem of one folded word.
[[nodiscard]] std::string stem(std::string_view folded);

// Whether a folded word is too common to be searched.
[[nodiscard]] bool is_stop_word(std::string_view folded);

}  // namespace aproape::text
