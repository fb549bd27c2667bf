#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "domain/catalogue/yaml.hpp"
#include "domain/knowledge/model.hpp"
#include "domain/knowledge/sources.hpp"

namespace aproape::knowledge {

// What is wrong with an article, and where.
struct Fault {
  int line = 0;      // of the file; 0 where the article came as JSON
  std::string path;  // "texts.ro.title"
  std::string key;   // text in locale/: "field.required", "article.few_variants", …
};

struct ReadArticle {
  Article article;
  std::vector<Fault> faults;  // empty: the article is whole
};

// Reads an article with all its faults at once: shape, limits, and what checks.hpp asks of its kind. Never
// throws for what the text says; unknown members are faults too.
[[nodiscard]] ReadArticle read_article(const yaml::Node& root, const Sources& sources);
// The same of a file. Broken YAML is one fault, "yaml.syntax".
[[nodiscard]] ReadArticle read_article(std::string_view yaml, const Sources& sources);
// The same of the JSON that document.hpp writes.
[[nodiscard]] ReadArticle read_article(const json::Value& document, const Sources& sources);

// "travel-title.yaml:12: texts.ro.title: field.required", a line each.
[[nodiscard]] std::string describe(std::string_view file, const std::vector<Fault>& faults);

}  // namespace aproape::knowledge
