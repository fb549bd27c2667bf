#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::knowledge {

// The words of a text as the index of articles knows them: text::analyse() (folded, without stop words,
// Romanian endings off), English plurals taken off, and words that
// stand in any question left out. Text and question go the same way.
[[nodiscard]] std::vector<std::string> terms(std::string_view utf8, std::size_t most = 20'000);

// Whether two terms differ by at most `most` letters put in, left out, changed or swapped with their
// neighbour.
[[nodiscard]] bool nearly(std::string_view a, std::string_view b, std::size_t most);

}  // namespace aproape::knowledge
