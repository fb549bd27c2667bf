#pragma once

#include <string>
#include <string_view>

#include "domain/knowledge/service.hpp"
#include "portal/html.hpp"

namespace aproape::portal {

// The article that is in force and written for citizens; nullptr otherwise: what operators read is as absent.
[[nodiscard]] const knowledge::Article* public_article(const knowledge::InForce& in_force,
                                                       std::string_view key);

// The paragraphs, headings ("## ") and lists ("- ") of an article's text. Pure. `level`: of its headings, 2
// or 3, so that they follow those of the page.
[[nodiscard]] Html article_text(std::string_view body, int level);
[[nodiscard]] Html heading(int level, std::string_view text);

// The last day on which one of its facts was seen at its source; empty: none says.
[[nodiscard]] std::string checked_on(const knowledge::Article& article);

}  // namespace aproape::portal
