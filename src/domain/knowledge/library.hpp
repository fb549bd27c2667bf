#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/knowledge/index.hpp"
#include "domain/knowledge/model.hpp"

namespace aproape::knowledge {

// What is asked of the library.
struct Ask {
  std::string words;           // typed, or the text of a case
  std::string category;        // "TRV" or "TRV.lost-stolen"; raises what answers it
  bool typing = false;         // the last word may be a beginning
  bool citizens_only = false;  // leave out what is for operators
  std::size_t limit = 10;
};

struct Hit {
  const Article* article = nullptr;  // lives as long as the library
  double score = 0;
};

// An article as it is shown in one place.
struct Shown {
  std::string language;                  // of the text; the base language where there is no translation
  Text text;                             // with country and mission laid over the base
  std::vector<const Variant*> variants;  // what was laid over it, country first
};

// All articles at one moment, with their index. Immutable, so any thread may read it.
class Library {
 public:
  Library(std::vector<Article> articles, const Synonyms& synonyms);
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  // By key.
  [[nodiscard]] const std::vector<Article>& articles() const { return articles_; }
  // nullptr where there is none.
  [[nodiscard]] const Article* find(std::string_view key) const;
  // The best first. Without words: what answers the category.
  [[nodiscard]] std::vector<Hit> search(const Ask& ask) const;

 private:
  std::vector<Article> articles_;
  std::map<std::string, std::size_t, std::less<>> by_key_;
  std::vector<std::size_t> owners_;  // document of the index (an article in one language) -> article
  Index index_;
};

// Lays the variants for a country and a mission (either may be empty) over the base: what a variant says
// replaces, its note is added; a mission goes before its country. A variant that is not translated is shown
// in the base language rather than left out. Pure.
[[nodiscard]] Shown show(const Article& article, std::string_view language, std::string_view country,
                         std::string_view mission);

}  // namespace aproape::knowledge
