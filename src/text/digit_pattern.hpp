#pragma once

#include <string_view>

namespace aproape::text {

// Whether a pattern of catalog/phone_metadata.csv fits the start of `digits`; with `whole`, only a
// match of all counts. Patterns know digits, classes [2-46], \d, groups (?:a|b), ?, {n} and {n,m}, which is
// all that numbering plans use. For short inputs only (a number has at most 17 digits), so backtracking is
// bounded; a malformed pattern matches nothing.
[[nodiscard]] bool matches_digits(std::string_view pattern, std::string_view digits, bool whole);

}  // namespace aproape::text
