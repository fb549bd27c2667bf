#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/knowledge/model.hpp"

namespace aproape::knowledge {

using ArticleId = Id<struct ArticleTag>;

// An article's name and which of its versions count.
struct Entry {
  ArticleId id;
  std::string key;
  int published = 0;  // number of the version in force; 0 = none yet
  int open = 0;       // number of the version in work; 0 = none
  std::int64_t version = 1;
};

// Since which version the base text stands as it is, and which version of it each translation follows.
struct Translations {
  int base_changed = 0;
  std::map<std::string, int, std::less<>> follows;

  // Whether the base text changed after this language was last written or confirmed.
  [[nodiscard]] bool stale(std::string_view language) const;
  bool operator==(const Translations&) const = default;
};

// One version of an article: draft -> submitted -> approved -> published -> replaced. Sent back, it is a
// draft again.
struct Version {
  ArticleId article_id;
  int number = 0;
  std::string state;
  Article article;
  std::vector<AccountId> editors;  // who wrote it, the last one last; empty: the program's catalogue
  Translations translations;
  std::string note;
  Millis created_at = 0;
  Millis changed_at = 0;
  std::optional<Millis> submitted_at;
  AccountId approved_by;
  std::optional<Millis> approved_at;
  std::optional<Millis> publish_at;
  std::optional<Millis> published_at;
};

// What was said of an article at a case.
struct CaseMark {
  std::int64_t id = 0;
  std::string key;      // of the article
  std::string outcome;  // "inserted", "solved", "failed"
  AccountId account;
  Millis at = 0;
};

// How often an article was put to use, in cases.
struct Usage {
  int inserted = 0;
  int solved = 0;
  int failed = 0;
};

// The translations of version `number`, which came from `before` (nullptr: the first). A language is up to
// date where its text changed with this version or `confirmed` names it. Pure.
[[nodiscard]] Translations carry_on(const Version* before, const Article& now, int number,
                                    const std::vector<std::string>& confirmed);

}  // namespace aproape::knowledge
