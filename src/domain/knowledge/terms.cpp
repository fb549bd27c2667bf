#include "domain/knowledge/terms.hpp"

#include <algorithm>
#include <set>

#include "text/analyse.hpp"

namespace aproape::knowledge {
namespace {

constexpr std::size_t kShortestPlural = 4;

// Words of everyday questions that say nothing of their subject. In a small library no article may use one,
// and then it would look rare and telling; so they are left out. Longer than text's stop words, which serve
// the search in cases where such a word may be what is looked for.
constexpr std::string_view kEveryday =
    "fara nu nici nimic niciun nicio vreau vrea vrem vrei as trebuie trebui pot poti poate putem puteti fac "
    "faci face "
    "faceti facem facut merg merge mergem sunt suntem sunteti sa va voi vom si unde cand cat cate cata cine "
    "cui acum "
    "aici acolo azi ieri maine deja inca saptamana saptamani saptamanii luna lunile an ani anul ora ore zile "
    "zi doi doua trei un una "
    "unul tot toate toata toti noastra nostru noastre nostri mele mei tau vostru stiu stie stim stiti zic "
    "spune spus "
    "vine veni venit dat dau cer cere cerut exista multumesc rog buna ziua salut domnule doamna ala asa aia "
    "asta "
    "luni marti miercuri joi vineri sambata duminica cineva ceva altul alta alt dupa pana trecut trecuta "
    "viitoare "
    "how what where when who which does did i me my mine we us our you your he she his her they them need "
    "want get got make "
    "give go going still now here there any some this that with will would should could must please hello "
    "dear thanks "
    "yet next last week weeks year years month months day days just am not no nothing let so then than very";
constexpr std::size_t kLongestTerm = 60;  // bytes; analyse() cuts words there

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void cut_plural(std::string& term) {
  if (term.size() >= kShortestPlural && term.back() == 's' && is_ascii(term)) term.pop_back();
}

bool is_everyday(const std::string& term) {
  static const std::set<std::string> words = [] {
    std::set<std::string> made;
    for (std::string& word : text::analyse(kEveryday)) {
      cut_plural(word);
      made.insert(std::move(word));
    }
    return made;
  }();
  return words.contains(term);
}

}  // namespace

std::vector<std::string> terms(std::string_view utf8, std::size_t most) {
  std::vector<std::string> list = text::analyse(utf8, most);
  for (std::string& term : list) cut_plural(term);
  std::erase_if(list, is_everyday);
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
