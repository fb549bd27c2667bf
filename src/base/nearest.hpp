#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape {

// The candidate with the smallest edit distance to `word`, for "did you mean"; empty where none is close
// (distance over a third of the word's length, at least 2).
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace aproape
