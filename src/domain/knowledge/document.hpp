#pragma once

#include "base/json.hpp"
#include "domain/knowledge/model.hpp"

namespace aproape::knowledge {

// An article as JSON: what the database keeps of a version and what the editor sends back. read_article() of
// it gives the same article.
[[nodiscard]] json::Object to_json(const Article& article);
[[nodiscard]] json::Object to_json(const Source& source);
[[nodiscard]] json::Array to_json(const std::vector<Question>& questions);
[[nodiscard]] json::Array to_json(const std::vector<std::string>& lines);

}  // namespace aproape::knowledge
