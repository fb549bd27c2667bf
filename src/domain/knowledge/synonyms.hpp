#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::knowledge {

// What is called by several names: "buletin" and "carte de identitate". Immutable.
class Synonyms {
 public:
  using Phrase = std::vector<std::string>;  // terms

  // A place in a question where a known phrase stands, and what else it is called.
  struct Found {
    std::size_t from = 0;
    std::size_t to = 0;                           // one past its last term
    const std::vector<Phrase>* others = nullptr;  // all names of the thing, also the one that stands there
  };

  Synonyms() = default;
  // catalog/synonyms.csv: a column "words", names parted by "|". Throws Error{invalid, "catalogue.synonyms"}
  // naming the line.
  explicit Synonyms(std::string_view csv);
  // Those that the binary carries.
  static const Synonyms& carried();

  // Known phrases from left to right, the longest at each place; they do not overlap.
  [[nodiscard]] std::vector<Found> find(const std::vector<std::string>& question) const;

 private:
  std::vector<std::vector<Phrase>> groups_;
};

}  // namespace aproape::knowledge
