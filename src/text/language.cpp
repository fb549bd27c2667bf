#include "text/language.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <string>

#include "text/fold.hpp"
#include "text/language_evidence.hpp"
#include "text/own_words.hpp"
#include "text/unicode.hpp"

namespace aproape::text {
namespace {

constexpr std::size_t kFewestLetters = 20;
constexpr std::size_t kMostBytes = 8000;  // the beginning tells enough
constexpr int kThinEvidence = 4;

std::size_t count_letters(std::string_view utf8) {
  std::size_t letters = 0;
  while (!utf8.empty()) letters += is_letter(take_character(utf8)) ? 1U : 0U;
  return letters;
}

struct Guess {
  std::string code;
  bool reliable = false;
};

Guess ask_cld2(const std::string& text) {
  bool reliable = false;
  const CLD2::Language language =
      CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  if (language == CLD2::UNKNOWN_LANGUAGE) return {};
  return {std::string(CLD2::LanguageCode(language)).substr(0, 2), reliable};
}

Language cyrillic(const CyrillicLetters& letters, const Guess& guess) {
  if (letters.ukrainian > letters.russian) return {"uk", 90};
  if (letters.russian > letters.ukrainian) {
    const bool bulgarian = guess.reliable && guess.code == "bg";
    return {bulgarian ? "bg" : "ru", 90};
  }
  if (guess.code.empty()) return {"ru", 50};
  return {guess.code, guess.reliable ? 80 : 50};
}

Language latin(const std::string& text, const Guess& guess) {
  LatinScores scores = latin_evidence(fold(text), text);
  const auto* known = std::find(kLatinLanguages.begin(), kLatinLanguages.end(), guess.code);
  const int words = *std::max_element(scores.begin(), scores.end());
  if (known != kLatinLanguages.end()) {
    scores[static_cast<std::size_t>(known - kLatinLanguages.begin())] += guess.reliable ? 6 : 3;
  } else if (guess.reliable && words < 3 * kThinEvidence) {
    return {guess.code, 80};  // a language outside the eight
  }
  const auto best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  int second = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (i != best) second = std::max(second, scores[i]);
  }
  if (scores[best] < kThinEvidence || scores[best] == second) return {};
  const int certainty = 50 + std::min(49, 50 * (scores[best] - second) / std::max(1, scores[best]));
  return {std::string(kLatinLanguages[best]), certainty};
}

}  // namespace

Language detect_language(std::string_view utf8) {
  const std::string text = own_words(utf8, kMostBytes);
  const std::size_t letters = count_letters(text);
  if (letters < kFewestLetters) return {};
  const Guess guess = ask_cld2(text);
  const CyrillicLetters cyrillic_letters = cyrillic_evidence(text);
  if (static_cast<std::size_t>(cyrillic_letters.all) * 2 > letters) return cyrillic(cyrillic_letters, guess);
  return latin(text, guess);
}

}  // namespace aproape::text
