#pragma once

#include <string>
#include <vector>

namespace aproape::cases {

// How alike two texts are, in per cent: the words that both have among all words of either (Jaccard). Both
// sorted, without repeats. Texts of fewer than five words are alike to nothing: a "thank you" is no second
// letter. Pure.
[[nodiscard]] int similarity(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace aproape::cases
