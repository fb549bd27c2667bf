#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::text {

// A personal name for comparing: folded words without titles ("dl", "dna", "dr", "mr") and marks; "POPESCU,
// Ștefan-Ion" gives {"popescu", "stefan", "ion"}.
[[nodiscard]] std::vector<std::string> name_words(std::string_view name);

// The words sorted and joined by a blank: equal for any order of first and family name. Empty for no name.
[[nodiscard]] std::string name_key(std::string_view name);

// How alike two names are, 0 to 100: 100 same words in any order; 80 and more one is part of the other with
// at least two common words; spelling differences of one letter in words of five letters or more count as
// near.
[[nodiscard]] int name_likeness(std::string_view a, std::string_view b);

// The name as shown: blanks collapsed, control and direction marks removed, at most 200 bytes.
[[nodiscard]] std::string clean_name(std::string_view name);

}  // namespace aproape::text
