#pragma once

#include <string>

#include "db/database.hpp"
#include "text/analyse.hpp"

namespace aproape::search {

// The words as an expression of FTS5 MATCH or of to_tsquery; each word is quoted, so input is never syntax.
// Empty where there is nothing to look for. Pure.
[[nodiscard]] std::string match_expression(const text::SearchQuery& query, db::Backend backend);

}  // namespace aproape::search
