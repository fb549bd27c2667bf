#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "domain/knowledge/synonyms.hpp"

namespace aproape::knowledge {

// Where a word stands decides how much it says of the whole.
enum class Field { title, words, lead, body };
inline constexpr std::size_t kFields = 4;

// The search index over articles, in memory: BM25F (Robertson, Zaragoza: "The Probabilistic Relevance
// Framework", 2009) with synonyms, beginnings of words and words a letter or two off. Immutable after the
// last add(), then thread-safe.
class Index {
 public:
  explicit Index(const Synonyms& synonyms) : synonyms_(synonyms) {}

  // Adds a document; its number is how many there were before. The texts stand in the order of Field.
  void add(const std::array<std::string, kFields>& texts);
  // Makes the index ready.
  void finish();

  struct Match {
    std::size_t document = 0;
    double score = 0;
  };
  // Documents by falling score, those without any word of the question left out. Of a long text the first 400
  // words count. `typing`: the last word may be a beginning.
  [[nodiscard]] std::vector<Match> search(std::string_view question, bool typing) const;

  [[nodiscard]] std::size_t size() const { return lengths_.size(); }

 private:
  struct Posting {
    std::size_t document = 0;
    std::array<float, kFields> counts{};
    double score = 0;  // what the word adds to the document's score
  };
  struct Word {
    std::string term;
    std::vector<Posting> postings;
    double rarity = 0;
  };
  // Words of the index that a word of the question may mean, with how surely.
  struct Meaning {
    const Word* word;
    double share;
  };

  [[nodiscard]] const Word* find(std::string_view term) const;
  [[nodiscard]] std::vector<Meaning> meanings(const std::string& term, bool beginning) const;
  // What one word of the question adds to each document.
  [[nodiscard]] std::vector<double> weigh(const std::string& term, bool beginning) const;
  // The same of another name for a thing; rarer words than those that were asked count no more than they.
  [[nodiscard]] std::vector<double> weigh(const Synonyms::Phrase& phrase, double asked_rarity) const;
  // How rare a phrase is; 0 where no document has any of its words.
  [[nodiscard]] double rarity(const std::string* from, const std::string* to) const;

  const Synonyms& synonyms_;
  std::vector<Word> words_;                          // sorted by term once finished
  std::vector<std::array<float, kFields>> lengths_;  // words of each document
};

}  // namespace aproape::knowledge
