#pragma once

#include <vector>

#include "domain/knowledge/model.hpp"

namespace aproape::knowledge {

// The articles that the binary carries (catalog/articles/*.yaml), by key. Throws Error{internal,
// "catalogue.articles"} with every fault of every file.
[[nodiscard]] std::vector<Article> carried_articles();

}  // namespace aproape::knowledge
