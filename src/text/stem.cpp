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
constexpr std::array<std::string_view, 94> kEndings = {
    "aturilor", "iturilor", "atoarele", "atorilor", "atiunile", "aturile", "atiilor", "itiilor", "utiilor",
    "atoarea",  "atorului", "atiunii",  "iunilor",  "urilor",   "atiile",  "itiile",  "utiile",  "atoare",
    "atorii",   "atorul",   "atului",   "itului",   "utului",   "atiune",  "atiuni",  "arilor",  "irilor",
    "erilor",   "iunile",   "atelor",   "itelor",   "utelor",   "atilor",  "itilor",  "utilor",  "iilor",
    "arile",    "irile",    "erile",    "urile",    "atiei",    "itiei",   "utiei",   "iunii",   "atele",
    "itele",    "utele",    "atori",    "ului",     "elor",     "ilor",    "ator",    "atii",    "itii",
    "utii",     "atia",     "itia",     "utia",     "atie",     "itie",    "utie",    "area",    "irea",
    "erea",     "arii",     "irii",     "erii",     "iune",     "iuni",    "iile",    "atul",    "itul",
    "utul",     "ata",      "ate",      "ati",      "ita",      "ite",     "uta",     "ute",     "are",
    "ire",      "ere",      "uri",      "ile",      "ele",      "iei",     "iul",     "lor",     "ul",
    "ii",       "ia",       "ie",       "ei"};

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
