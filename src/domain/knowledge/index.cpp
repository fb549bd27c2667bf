#include "domain/knowledge/index.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "domain/knowledge/terms.hpp"

namespace aproape::knowledge {
namespace {

constexpr std::array<double, kFields> kWeights{5.0, 3.0, 2.0, 1.0};
// How much a long field thins its words out: lists of other names hardly do.
constexpr std::array<double, kFields> kThinning{0.4, 0.2, 0.5, 0.6};
constexpr double kSaturation = 2.0;

constexpr std::size_t kMostQuestionTerms = 400;
constexpr std::size_t kShortestBeginning = 3;
constexpr std::size_t kShortestFuzzy = 5;
constexpr std::size_t kSharedBeginning = 5;  // letters that two forms of a word have in common at least
constexpr std::size_t kLongestEnding = 4;    // letters that either may have beyond them
constexpr double kBeginningShare = 0.75;
constexpr double kOtherFormShare = 0.6;
constexpr double kFuzzyShare = 0.4;
constexpr double kSynonymShare = 0.8;

// Whether two terms look like forms of one word: a long common beginning and short ends.
bool is_form(std::string_view a, std::string_view b) {
  const auto apart = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto common = static_cast<std::size_t>(apart.first - a.begin());
  return common >= kSharedBeginning && a.size() - common <= kLongestEnding &&
         b.size() - common <= kLongestEnding && 2 * common > std::max(a.size(), b.size());
}

}  // namespace

void Index::add(const std::array<std::string, kFields>& texts) {
  const std::size_t document = lengths_.size();
  lengths_.emplace_back();
  std::map<std::string, std::array<float, kFields>> counts;
  for (std::size_t field = 0; field < kFields; ++field) {
    for (std::string& term : terms(texts[field])) {
      counts[std::move(term)][field] += 1;
      lengths_.back()[field] += 1;
    }
  }
  for (const auto& [term, count] : counts) words_.push_back({term, {{document, count, 0}}, 0});
}

void Index::finish() {
  // Each document brought its words in its own entries; those of one term become one.
  std::stable_sort(words_.begin(), words_.end(),
                   [](const Word& a, const Word& b) { return a.term < b.term; });
  std::vector<Word> merged;
  for (Word& word : words_) {
    if (!merged.empty() && merged.back().term == word.term) {
      merged.back().postings.push_back(word.postings.front());
    } else {
      merged.push_back(std::move(word));
    }
  }
  words_ = std::move(merged);

  const auto documents = static_cast<double>(lengths_.size());
  std::array<double, kFields> mean{};
  for (const auto& lengths : lengths_)
    for (std::size_t field = 0; field < kFields; ++field)
      mean[field] += static_cast<double>(lengths[field]) / documents;
  for (Word& word : words_) {
    const auto holders = static_cast<double>(word.postings.size());
    word.rarity = std::log(1 + (documents - holders + 0.5) / (holders + 0.5));
    for (Posting& posting : word.postings) {
      double weight = 0;
      for (std::size_t field = 0; field < kFields; ++field) {
        const double length = mean[field] > 0 ? lengths_[posting.document][field] / mean[field] : 1;
        weight +=
            kWeights[field] * posting.counts[field] / (1 - kThinning[field] + kThinning[field] * length);
      }
      posting.score = word.rarity * weight / (kSaturation + weight);
    }
  }
}

const Index::Word* Index::find(std::string_view term) const {
  const auto found =
      std::lower_bound(words_.begin(), words_.end(), term,
                       [](const Word& word, std::string_view sought) { return word.term < sought; });
  return found != words_.end() && found->term == term ? &*found : nullptr;
}

std::vector<Index::Meaning> Index::meanings(const std::string& term, bool beginning) const {
  std::vector<Meaning> all;
  const Word* exact = find(term);
  if (exact != nullptr) all.push_back({exact, 1});
  const bool complete = beginning && term.size() >= kShortestBeginning;
  if (complete || term.size() >= kSharedBeginning) {
    // What is being typed, and other forms of which the light stemming left different ends ("traduc",
    // "traducator").
    const std::string_view common =
        std::string_view(term).substr(0, complete ? term.size() : kSharedBeginning);
    auto word = std::lower_bound(words_.begin(), words_.end(), common,
                                 [](const Word& w, std::string_view sought) { return w.term < sought; });
    for (; word != words_.end() && word->term.starts_with(common); ++word) {
      if (&*word == exact) continue;
      if (complete) {
        all.push_back({&*word, kBeginningShare});
      } else if (is_form(term, word->term)) {
        all.push_back({&*word, kOtherFormShare});
      }
    }
  }
  if (!all.empty() || term.size() < kShortestFuzzy) return all;
  // No such word: it may be a letter off.
  const std::size_t most = term.size() >= 8 ? 2 : 1;
  for (const Word& word : words_)
    if (word.term.front() == term.front() && nearly(term, word.term, most))
      all.push_back({&word, kFuzzyShare});
  return all;
}

std::vector<double> Index::weigh(const std::string& term, bool beginning) const {
  std::vector<double> scores(lengths_.size(), 0);
  for (const Meaning& meaning : meanings(term, beginning))
    for (const Posting& posting : meaning.word->postings)
      scores[posting.document] = std::max(scores[posting.document], meaning.share * posting.score);
  return scores;
}

double Index::rarity(const std::string* from, const std::string* to) const {
  double sum = 0;
  for (; from != to; ++from)
    if (const Word* word = find(*from)) sum += word->rarity;
  return sum;
}

std::vector<double> Index::weigh(const Synonyms::Phrase& phrase, double asked_rarity) const {
  std::vector<double> scores(lengths_.size(), 0);
  const double own = rarity(phrase.data(), phrase.data() + phrase.size());
  const double share = kSynonymShare * (asked_rarity > 0 && own > asked_rarity ? asked_rarity / own : 1);
  std::vector<std::size_t> held(lengths_.size(), 0);
  for (const std::string& term : phrase) {
    const Word* word = find(term);
    if (word == nullptr) return scores;
    for (const Posting& posting : word->postings) {
      scores[posting.document] += share * posting.score;
      ++held[posting.document];
    }
  }
  // "identity" alone is no "identity card".
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (held[i] < phrase.size()) scores[i] = 0;
  return scores;
}

std::vector<Index::Match> Index::search(std::string_view question, bool typing) const {
  const std::vector<std::string> asked = terms(question, kMostQuestionTerms);
  std::vector<double> totals(lengths_.size(), 0);
  std::unordered_map<std::string, int> seen;
  const auto add_span = [&](std::size_t from, std::size_t to, const std::vector<Synonyms::Phrase>* others) {
    std::string span;
    for (std::size_t i = from; i < to; ++i) span += asked[i] + " ";
    if (++seen[span] > 1) return;  // said twice, counted once
    std::vector<double> best(lengths_.size(), 0);
    for (std::size_t i = from; i < to; ++i) {
      const std::vector<double> one = weigh(asked[i], typing && i + 1 == asked.size());
      for (std::size_t d = 0; d < best.size(); ++d) best[d] += one[d];
    }
    if (others != nullptr) {
      const double asked_rarity = rarity(asked.data() + from, asked.data() + to);
      for (const Synonyms::Phrase& phrase : *others) {
        const std::vector<double> one = weigh(phrase, asked_rarity);
        for (std::size_t d = 0; d < best.size(); ++d) best[d] = std::max(best[d], one[d]);
      }
    }
    for (std::size_t d = 0; d < best.size(); ++d) totals[d] += best[d];
  };
  std::size_t at = 0;
  for (const Synonyms::Found& found : synonyms_.find(asked)) {
    for (; at < found.from; ++at) add_span(at, at + 1, nullptr);
    add_span(found.from, found.to, found.others);
    at = found.to;
  }
  for (; at < asked.size(); ++at) add_span(at, at + 1, nullptr);

  std::vector<Match> matches;
  for (std::size_t d = 0; d < totals.size(); ++d)
    if (totals[d] > 0) matches.push_back({d, totals[d]});
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.score > b.score; });
  return matches;
}

}  // namespace aproape::knowledge
