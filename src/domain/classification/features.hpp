#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/classification/lexicon.hpp"
#include "domain/classification/rules.hpp"
#include "domain/classification/words.hpp"

namespace aproape::classification {

// Kinds of features; each is brought to one length, so that many letters do not drown few concepts.
enum class Block : std::uint8_t { word, gram, meaning, pair, question, near };
inline constexpr std::size_t kBlocks = 6;

inline constexpr std::uint32_t kBucketBits = 22;
inline constexpr std::uint32_t kBuckets = 1U << kBucketBits;

// One feature at one place of a text: hashed, and the words that it comes from.
struct Occurrence {
  std::uint32_t bucket = 0;
  Block block = Block::word;
  std::uint16_t first = 0;   // word
  std::uint16_t second = 0;  // another word; the same where there is one only
};

// A feature of a text and how often it stands there, by bucket.
struct Counted {
  std::uint32_t bucket = 0;
  Block block = Block::word;
  std::uint32_t times = 0;
};

// Folded words and pairs of neighbours, letter groups of 3 to 5 within words, concepts, their pairs anywhere,
// and the rules that fire. Words of the subject count once more as such; words and concepts
// of a question once more as asked; concepts of one sentence that stand close once more as a pair of that
// kind: "how much" beside "passport" is about money, not about the passport. Digits are alike.
// Concepts and rules go in by name, so that a model outlives a table that grows.
[[nodiscard]] std::vector<Occurrence> features(const Text& text, const std::vector<Hit>& hits,
                                               const std::vector<Fired>& fired, const Lexicon& lexicon,
                                               const Rules& rules);

[[nodiscard]] std::vector<Counted> count(const std::vector<Occurrence>& occurrences);

// How much a feature weighs that stands `times` in a text: 1 + ln(times).
[[nodiscard]] float damped(std::uint32_t times);

}  // namespace aproape::classification
