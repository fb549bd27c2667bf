#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace aproape::routing {

// A set of skills, each a small number that the caller gives to a pair of what and how well ("language:de, at
// least 3" is one member, so that a comparison of levels becomes one of sets). Numbers are dense from 0.
class SkillSet {
 public:
  void add(std::size_t skill) {
    if (words_.size() <= skill / 64) words_.resize(skill / 64 + 1);
    words_[skill / 64] |= std::uint64_t{1} << (skill % 64);
  }

  // Whether every skill of `needed` is here. Linear in the words of `needed`.
  [[nodiscard]] bool covers(const SkillSet& needed) const {
    for (std::size_t i = 0; i < needed.words_.size(); ++i) {
      const std::uint64_t mine = i < words_.size() ? words_[i] : 0;
      if ((needed.words_[i] & ~mine) != 0) return false;
    }
    return true;
  }

  friend bool operator==(const SkillSet&, const SkillSet&) = default;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace aproape::routing
