#include "domain/knowledge/terms.hpp"

#include <algorithm>

#include "text/analyse.hpp"

namespace aproape::knowledge {
namespace {

constexpr std::size_t kShortestPlural = 4;
constexpr std::size_t kLongestTerm = 60;  // bytes; analyse() cuts words there

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::vector<std::string> terms(std::string_view utf8, std::size_t most) {
  std::vector<std::string> list = text::analyse(utf8, most);
  for (std::string& term : list) {
    if (term.size() >= kShortestPlural && term.back() == 's' && is_ascii(term)) term.pop_back();
  }
  return list;
}

bool nearly(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > kLongestTerm || b.size() > kLongestTerm) return a == b;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return false;
  // Optimal string alignment, three rows at a time.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
      least = std::min(least, next[j]);
    }
    if (least > most) return false;
    std::swap(before, row);
    std::swap(row, next);
  }
  return row[b.size()] <= most;
}

}  // namespace aproape::knowledge
