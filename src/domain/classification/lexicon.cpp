#include "domain/classification/lexicon.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::classification {
namespace {

constexpr std::size_t kMostConcepts = 1000;
constexpr std::size_t kMostHits = 300;  // of a text
constexpr std::size_t kShortestStem = 1;
constexpr int kFirstYear = 1920;
constexpr std::array<std::string_view, 14> kLanguages{"ro", "en", "it", "es", "de", "fr", "tr",
                                                      "hu", "uk", "ru", "pt", "pl", "nl", "el"};
// Whose words are much alike: read beside their own, of which the table has few.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kNearest{{{"pt", "es"},
                                                                                  {"pt", "it"},
                                                                                  {"gl", "es"},
                                                                                  {"ca", "es"},
                                                                                  {"nl", "de"},
                                                                                  {"bg", "ru"},
                                                                                  {"be", "ru"},
                                                                                  {"be", "uk"},
                                                                                  {"sr", "ru"},
                                                                                  {"mk", "ru"},
                                                                                  {"mo", "ro"}}};

[[noreturn]] void refuse(std::size_t line) {
  throw Error(ErrorKind::invalid, "classifier.concepts", "line " + std::to_string(line));
}

// Whether a word is what a form asks for: itself, `stem*`, or `*`.
bool fits(std::string_view wanted, std::string_view word) {
  if (wanted == "*") return true;
  if (wanted.ends_with('*')) return word.starts_with(wanted.substr(0, wanted.size() - 1));
  return wanted == word;
}

bool is_past_year(std::string_view word, int year) {
  if (word.size() != 4) return false;
  int number = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  return number >= kFirstYear && number < year;
}

}  // namespace

Lexicon::Lexicon(std::string_view csv) {
  const csv::Table table(csv, {"concept", "ro"}, {.fields = 40});
  for (const std::string_view code : kLanguages)
    if (table.has(code)) languages_.emplace(code, 1U << languages_.size());
  for (const csv::Row& row : table.rows()) {
    const std::string name = table.field(row, "concept");
    if (name.empty() || number(name) >= 0 || concepts_.size() == kMostConcepts) refuse(row.line);
    const auto id = static_cast<std::uint16_t>(concepts_.size());
    concepts_.push_back(name);
    for (const auto& [language, bit] : languages_) {
      const std::string field = table.field(row, language);
      std::string_view forms = field;
      while (!forms.empty()) {
        const std::size_t bar = forms.find('|');
        if (bar != 0) add(id, bit, forms.substr(0, bar), row.line);
        forms = bar == std::string_view::npos ? std::string_view() : forms.substr(bar + 1);
      }
    }
  }
  past_year_ = static_cast<std::uint16_t>(concepts_.size());
  concepts_.emplace_back("past-year");
}

void Lexicon::add(std::uint16_t concept_id, std::uint32_t language, std::string_view phrase,
                  std::size_t line) {
  std::vector<std::string> words = phrase_words(phrase);
  if (words.empty()) refuse(line);
  Form form{concept_id, language, {words.begin() + 1, words.end()}, words.front().ends_with('*')};
  std::string first = words.front();
  if (form.open) first.pop_back();
  if (first.size() < kShortestStem) refuse(line);
  forms_[std::move(first)].push_back(std::move(form));
}

void Lexicon::match(const Text& text, std::size_t at, const std::vector<Form>& forms, bool whole,
                    std::uint32_t languages, std::vector<Hit>& hits) const {
  for (const Form& form : forms) {
    if ((form.language & languages) == 0 || (!whole && !form.open)) continue;
    if (at + form.rest.size() >= text.words.size()) continue;
    bool all = true;
    for (std::size_t i = 0; all && i < form.rest.size(); ++i)
      all = fits(form.rest[i], text.words[at + 1 + i].folded);
    if (!all) continue;
    const Hit hit{form.concept_id, static_cast<std::uint16_t>(at),
                  static_cast<std::uint16_t>(1 + form.rest.size())};
    const auto same = std::find_if(hits.begin(), hits.end(), [&](const Hit& other) {
      return other.concept_id == hit.concept_id && other.first == hit.first;
    });
    if (same == hits.end())
      hits.push_back(hit);
    else
      same->count = std::max(same->count, hit.count);
  }
}

std::uint32_t Lexicon::languages_of(std::string_view language) const {
  std::uint32_t bits = 0;
  const auto add_code = [&](std::string_view code) {
    const auto found = languages_.find(code);
    if (found != languages_.end()) bits |= found->second;
  };
  add_code(language);
  for (const auto& [code, near] : kNearest)
    if (code == language) add_code(near);
  if (language.empty()) {
    add_code("ro");
    add_code("en");
  }
  return bits;
}

std::vector<Hit> Lexicon::find(const Text& text, std::string_view language, int year) const {
  std::vector<Hit> hits;
  const std::uint32_t languages = languages_of(language);
  for (std::size_t at = 0; at < text.words.size() && hits.size() < kMostHits; ++at) {
    const std::string_view word = text.words[at].folded;
    for (std::size_t length = kShortestStem; length <= word.size(); ++length) {
      const auto found = forms_.find(word.substr(0, length));
      if (found != forms_.end()) match(text, at, found->second, length == word.size(), languages, hits);
    }
    if (is_past_year(word, year)) hits.push_back({past_year_, static_cast<std::uint16_t>(at), 1});
  }
  return hits;
}

int Lexicon::number(std::string_view name) const {
  const auto found = std::find(concepts_.begin(), concepts_.end(), name);
  return found == concepts_.end() ? -1 : static_cast<int>(found - concepts_.begin());
}

}  // namespace aproape::classification
