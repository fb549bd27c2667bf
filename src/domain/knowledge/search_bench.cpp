// How long a search in the articles takes: the golden questions over the carried articles, and over twenty
// times as many.
//   search_bench [ROUNDS]     from the root of the repository; prints one JSON line for each size
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "domain/knowledge/carried.hpp"
#include "domain/knowledge/library.hpp"

namespace {

using aproape::knowledge::Article;
using aproape::knowledge::Library;
using aproape::knowledge::Synonyms;

std::vector<std::string> questions() {
  std::vector<std::string> all;
  for (const char* path :
       {"tests/golden/knowledge_questions.tsv", "tests/golden/knowledge_questions_seen.tsv"}) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) all.push_back(line.substr(line.find('\t') + 1));
  }
  return all;
}

void measure(int copies, int rounds) {
  using Clock = std::chrono::steady_clock;
  std::vector<Article> articles;
  for (int copy = 0; copy < copies; ++copy)
    for (Article& article : aproape::knowledge::carried_articles()) {
      article.key += "-" + std::to_string(copy);
      articles.push_back(std::move(article));
    }
  const std::size_t count = articles.size();
  const auto begin = Clock::now();
  const Library library(std::move(articles), Synonyms::carried());
  const double built = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  std::vector<double> times;
  std::size_t found = 0;
  for (int round = 0; round < rounds; ++round)
    for (const std::string& question : questions()) {
      const auto start = Clock::now();
      found += library.search({.words = question, .typing = true}).size();
      times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
  std::sort(times.begin(), times.end());
  std::printf(
      "{\"articles\":%zu,\"searches\":%zu,\"hits\":%zu,\"index_ms\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,"
      "\"max_ms\":%.3f}\n",
      count, times.size(), found, built, times[times.size() / 2], times[times.size() * 99 / 100],
      times.back());
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
  measure(1, rounds);
  measure(20, rounds);
  return 0;
}
