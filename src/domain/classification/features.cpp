#include "domain/classification/features.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "text/unicode.hpp"

namespace aproape::classification {
namespace {

constexpr std::size_t kLongestWord = 24;  // characters that give letter groups
constexpr std::size_t kMostConcepts = 30;
constexpr std::size_t kAskedStem = 6;  // characters
constexpr int kNear = 8;               // words

// FNV-1a, begun with the kind of feature.
class Hash {
 public:
  explicit Hash(char kind) { add(kind); }
  Hash& add(char c) {
    state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return *this;
  }
  Hash& add(std::string_view s) {
    for (const char c : s) add(c);
    return *this;
  }
  [[nodiscard]] std::uint32_t bucket() const {
    const std::uint64_t mixed = state_ ^ (state_ >> 32U);
    return static_cast<std::uint32_t>((mixed ^ (mixed >> 15U)) & (kBuckets - 1));
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

std::string without_digits(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= '0' && c <= '9') c = '0';
  return out;
}

void add_grams(const std::string& word, std::uint16_t at, std::vector<Occurrence>& out) {
  const std::string framed = '<' + word + '>';
  std::array<std::uint16_t, kLongestWord + 3> starts{};
  std::size_t characters = 0;
  std::string_view rest = framed;
  while (!rest.empty() && characters < kLongestWord + 2) {
    starts[characters++] = static_cast<std::uint16_t>(framed.size() - rest.size());
    (void)text::take_character(rest);
  }
  starts[characters] = static_cast<std::uint16_t>(framed.size() - rest.size());
  for (std::size_t from = 0; from < characters; ++from) {
    for (std::size_t length = 3; length <= 5 && from + length <= characters; ++length) {
      const std::string_view gram =
          std::string_view(framed).substr(starts[from], starts[from + length] - starts[from]);
      out.push_back({Hash('g').add(gram).bucket(), Block::gram, at, at});
    }
  }
}

// The beginning of a word: what is asked is asked in many endings.
std::string_view stem_of(std::string_view word) {
  std::string_view rest = word;
  for (std::size_t i = 0; i < kAskedStem && !rest.empty(); ++i) (void)text::take_character(rest);
  return word.substr(0, word.size() - rest.size());
}

// Concepts by where they stand: in a question, close to another one of the same sentence.
void add_settings(const Text& text, const std::vector<Hit>& hits, const Lexicon& lexicon,
                  std::vector<Occurrence>& out) {
  const auto& names = lexicon.concepts();
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const std::string& name = names[hits[i].concept_id];
    const Word& word = text.words[hits[i].first];
    if (word.asked)
      out.push_back({Hash('Q').add(name).bucket(), Block::question, hits[i].first, hits[i].first});
    for (std::size_t k = i + 1; k < hits.size() && hits[k].first - hits[i].first <= kNear; ++k) {
      if (hits[k].concept_id == hits[i].concept_id || text.words[hits[k].first].sentence != word.sentence)
        continue;
      const auto& [low, high] = std::minmax(name, names[hits[k].concept_id]);
      out.push_back(
          {Hash('n').add(low).add('+').add(high).bucket(), Block::near, hits[i].first, hits[k].first});
    }
  }
}

void add_meanings(const std::vector<Hit>& hits, const Lexicon& lexicon, std::vector<Occurrence>& out) {
  const auto& names = lexicon.concepts();
  std::vector<Hit> once;
  for (const Hit& hit : hits) {
    out.push_back({Hash('c').add(names[hit.concept_id]).bucket(), Block::meaning, hit.first,
                   static_cast<std::uint16_t>(hit.first + hit.count - 1)});
    const bool known = std::any_of(once.begin(), once.end(),
                                   [&](const Hit& other) { return other.concept_id == hit.concept_id; });
    if (!known && once.size() < kMostConcepts) once.push_back(hit);
  }
  for (std::size_t i = 0; i < once.size(); ++i) {
    for (std::size_t k = i + 1; k < once.size(); ++k) {
      const auto& [low, high] = std::minmax(names[once[i].concept_id], names[once[k].concept_id]);
      out.push_back(
          {Hash('p').add(low).add('+').add(high).bucket(), Block::pair, once[i].first, once[k].first});
    }
  }
}

}  // namespace

std::vector<Occurrence> features(const Text& text, const std::vector<Hit>& hits,
                                 const std::vector<Fired>& fired, const Lexicon& lexicon,
                                 const Rules& rules) {
  std::vector<Occurrence> out;
  out.reserve(text.words.size() * 20);
  std::string before;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const Word& word = text.words[i];
    const auto at = static_cast<std::uint16_t>(i);
    const std::string plain = without_digits(word.folded);
    out.push_back({Hash('w').add(plain).bucket(), Block::word, at, at});
    if (word.subject) out.push_back({Hash('s').add(plain).bucket(), Block::word, at, at});
    if (word.asked) out.push_back({Hash('q').add(stem_of(plain)).bucket(), Block::question, at, at});
    if (i > 0 && text.words[i - 1].subject == word.subject)
      out.push_back({Hash('b').add(before).add(' ').add(plain).bucket(), Block::word,
                     static_cast<std::uint16_t>(i - 1), at});
    add_grams(plain, at, out);
    before = plain;
  }
  add_meanings(hits, lexicon, out);
  add_settings(text, hits, lexicon, out);
  for (const Fired& one : fired)
    out.push_back({Hash('r').add(rules.all()[one.rule].code).bucket(), Block::pair, one.first, one.last});
  return out;
}

std::vector<Counted> count(const std::vector<Occurrence>& occurrences) {
  std::vector<Counted> all;
  all.reserve(occurrences.size());
  for (const Occurrence& one : occurrences) all.push_back({one.bucket, one.block, 1});
  std::sort(all.begin(), all.end(), [](const Counted& a, const Counted& b) {
    return a.bucket != b.bucket ? a.bucket < b.bucket : a.block < b.block;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (kept > 0 && all[kept - 1].bucket == all[i].bucket) {
      ++all[kept - 1].times;
    } else {
      all[kept++] = all[i];
    }
  }
  all.resize(kept);
  return all;
}

float damped(std::uint32_t times) {
  return times == 1 ? 1.0F : 1.0F + std::log(static_cast<float>(times));
}

}  // namespace aproape::classification
