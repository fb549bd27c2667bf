#pragma once

#include <string_view>
#include <vector>

#include "domain/classification/features.hpp"
#include "domain/classification/lexicon.hpp"
#include "domain/classification/rules.hpp"
#include "domain/classification/words.hpp"
#include "text/language.hpp"

namespace aproape::classification {

// A text as the model sees it.
struct Analysis {
  Text text;
  text::Language language;
  std::vector<Hit> hits;
  std::vector<Fired> fired;
  std::vector<Occurrence> occurrences;
  std::vector<Counted> counted;
};

// Words, concepts, rules and features of texts. Immutable, thread-safe.
class Analyser {
 public:
  Analyser(std::string_view concepts_csv, std::string_view rules_csv)
      : lexicon_(concepts_csv), rules_(rules_csv, lexicon_) {}

  // `today`: "2026-11-29".
  [[nodiscard]] Analysis analyse(std::string_view subject, std::string_view text,
                                 std::string_view today) const {
    Analysis a;
    a.text = read_words(subject, text);
    a.language = text::detect_language(a.text.whole);
    a.hits = lexicon_.find(a.text, a.language.code, year_of(today));
    a.fired = rules_.apply(a.hits, today);
    a.occurrences = features(a.text, a.hits, a.fired, lexicon_, rules_);
    a.counted = count(a.occurrences);
    return a;
  }
  [[nodiscard]] const Rules& rules() const { return rules_; }
  [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }

 private:
  Lexicon lexicon_;
  Rules rules_;
};

}  // namespace aproape::classification
