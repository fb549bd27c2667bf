// Questions as people ask them: the right article must stand among the first three for nine in ten.
// tests/golden/knowledge_questions.tsv was written apart from the articles and after them, and nothing was
// tuned to it; knowledge_questions_seen.tsv came first and showed which everyday words were missing.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "domain/knowledge/carried.hpp"
#include "domain/knowledge/library.hpp"

namespace aproape::knowledge {
namespace {

constexpr std::size_t kShownFirst = 3;

struct Case {
  std::string wanted;  // keys, parted by "|"
  std::string question;
};

const std::string kApart = "tests/golden/knowledge_questions.tsv";
const std::string kSeen = "tests/golden/knowledge_questions_seen.tsv";

std::vector<Case> read_cases(const std::string& path) {
  std::ifstream file(path);
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    cases.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return cases;
}

bool names(const std::string& wanted, const std::string& key) {
  return ("|" + wanted + "|").find("|" + key + "|") != std::string::npos;
}

void measure(const std::string& path) {
  const Library library(carried_articles(), Synonyms::carried());
  const std::vector<Case> cases = read_cases(path);
  REQUIRE(cases.size() >= 100);
  std::size_t right = 0;
  std::size_t first = 0;
  std::string missed;
  for (const Case& one : cases) {
    const std::vector<Hit> hits = library.search({.words = one.question, .limit = kShownFirst});
    const auto found = std::find_if(hits.begin(), hits.end(),
                                    [&](const Hit& hit) { return names(one.wanted, hit.article->key); });
    right += found != hits.end() ? 1 : 0;
    first += found == hits.begin() && !hits.empty() ? 1 : 0;
    if (found != hits.end()) continue;
    missed += one.question + " -> ";
    for (const Hit& hit : hits) missed += hit.article->key + " ";
    missed += "(wanted " + one.wanted + ")\n";
  }
  MESSAGE(path, ": ", right, " of ", cases.size(), " among the first three, ", first, " first; missed:\n",
          missed);
  CHECK(right * 10 >= cases.size() * 9);
}

TEST_CASE("questions: the right article is among the first three") {
  measure(kApart);
  measure(kSeen);
}

TEST_CASE("questions: every wanted article exists") {
  const Library library(carried_articles(), Synonyms::carried());
  for (const Case& one : read_cases(kApart))
    CHECK(library.find(one.wanted.substr(0, one.wanted.find('|'))) != nullptr);
}

}  // namespace
}  // namespace aproape::knowledge
