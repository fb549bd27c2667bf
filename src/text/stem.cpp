#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "text/analyse.hpp"

namespace aproape::text {
namespace {

constexpr std::size_t kShortestStem = 3;
constexpr std::size_t kShortestWord = 5;  // shorter words stay as they are

// Endings of folded Romanian words, the longest first; the first that fits is taken off, and what is left
// must have kShortestStem letters. Light: articles, cases, plurals, verbal nouns and participles. Irregular
// forms are not known, and need not be: the query goes the same way.
constexpr std::array<std::string_view, 88> kEndings = {
    "atiunile", "aturilor", "iturilor", "utiilor", "iunilor", "itiilor", "atiunii", "aturile", "atiilor",
    "atului",   "erilor",   "atilor",   "utelor",  "arilor",  "utului",  "itului",  "utilor",  "urilor",
    "irilor",   "utiile",   "atiile",   "atiune",  "itelor",  "atelor",  "itiile",  "atiuni",  "iunile",
    "itilor",   "urile",    "itele",    "irile",   "itiei",   "utele",   "arile",   "utiei",   "atiei",
    "erile",    "iunii",    "atele",    "iilor",   "atii",    "utia",    "itii",    "itie",    "arii",
    "irii",     "elor",     "utul",     "atia",    "iune",    "atie",    "atul",    "ilor",    "iile",
    "utie",     "utii",     "itul",     "ului",    "iuni",    "irea",    "erea",    "itia",    "erii",
    "area",     "are",      "iri",      "iul",     "ere",     "eri",     "uri",     "ari",     "ite",
    "ita",      "ate",      "lor",      "ati",     "ile",     "uta",     "ire",     "ata",     "iei",
    "ute",      "ele",      "ia",       "ii",      "ul",      "ie",      "ei"};

constexpr std::string_view kVowels = "aeiou";

bool is_ascii_word(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The changes of sound inside a stem that tell singular from plural: "oa" becomes "o" (poarta, porti;
// pasapoarte, pasaport), "ea" becomes "e" (cereale).
std::string level_vowels(std::string_view stem) {
  std::string out;
  for (std::size_t i = 0; i < stem.size(); ++i) {
    const bool pair = i + 1 < stem.size() && stem[i + 1] == 'a' && (stem[i] == 'o' || stem[i] == 'e');
    out.push_back(stem[i]);
    if (pair && i > 0) ++i;
  }
  return out;
}

}  // namespace

std::string stem(std::string_view folded) {
  if (folded.size() < kShortestWord || !is_ascii_word(folded)) return std::string(folded);
  std::string_view word = folded;
  for (const std::string_view ending : kEndings) {
    if (word.ends_with(ending) && word.size() >= ending.size() + kShortestStem) {
      word.remove_suffix(ending.size());
      break;
    }
  }
  // Single vowels at the end, and what an article or plural may have hidden ("apostilat", "procur" of
  // "procuri").
  while (word.size() > kShortestStem && kVowels.find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  for (const std::string_view ending : {"at", "it", "ut", "ur"}) {
    if (word.ends_with(ending) && word.size() >= ending.size() + kShortestStem + 1) {
      word.remove_suffix(ending.size());
      break;
    }
  }
  while (word.size() > kShortestStem && kVowels.find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  return level_vowels(word);
}

}  // namespace aproape::text
