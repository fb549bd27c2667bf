#include "domain/knowledge/carried.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "domain/knowledge/reader.hpp"

namespace aproape::knowledge {

std::vector<Article> carried_articles() {
  constexpr std::string_view kFolder = "catalog/articles/";
  constexpr std::string_view kEnding = ".yaml";
  std::vector<Article> articles;
  std::string faults;
  for (const embedded::File& file : embedded::files()) {
    if (!file.name.starts_with(kFolder) || !file.name.ends_with(kEnding)) continue;
    std::string_view name = file.name.substr(kFolder.size());
    name.remove_suffix(kEnding.size());
    ReadArticle read = read_article(file.content, carried_sources());
    if (read.faults.empty() && read.article.key != name) read.faults.push_back({1, "key", "field.invalid"});
    faults += describe(file.name, read.faults);
    articles.push_back(std::move(read.article));
  }
  if (!faults.empty()) throw Error(ErrorKind::internal, "catalogue.articles", faults);
  return articles;
}

}  // namespace aproape::knowledge
