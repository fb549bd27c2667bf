#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/classification/words.hpp"

namespace aproape::classification {

// A concept found in a text: which, and on which words.
struct Hit {
  std::uint16_t concept_id = 0;
  std::uint16_t first = 0;  // word
  std::uint16_t count = 1;
};

// What words mean: catalog/classification/concepts.csv, a column a language. A concept ("passport", "died")
// has forms of one or more words; `pasapo*` takes any ending, a lone `*` any one word. So what is learnt of a
// matter in Romanian serves a letter in Hungarian. A text is read with the forms of its own language only:
// "ma" is today in Hungarian and nothing in Romanian. Immutable, thread-safe.
class Lexicon {
 public:
  // Throws Error{invalid, "classifier.concepts"} naming the line.
  explicit Lexicon(std::string_view csv);

  // All hits, in the order of the text. `language`: ISO 639-1; of one without a column the nearest ones are
  // read, of an unknown one Romanian and English. `year`: a number of four digits before it counts as the
  // concept "past-year".
  [[nodiscard]] std::vector<Hit> find(const Text& text, std::string_view language, int year) const;

  [[nodiscard]] const std::vector<std::string>& concepts() const { return concepts_; }
  // Number of a concept, -1 where there is none.
  [[nodiscard]] int number(std::string_view name) const;

 private:
  struct Form {
    std::uint16_t concept_id = 0;
    std::uint32_t language = 0;     // one bit, by column
    std::vector<std::string> rest;  // after the first word
    bool open = false;              // the first word takes any ending
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  void add(std::uint16_t concept_id, std::uint32_t language, std::string_view phrase, std::size_t line);
  [[nodiscard]] std::uint32_t languages_of(std::string_view language) const;
  void match(const Text& text, std::size_t at, const std::vector<Form>& forms, bool whole,
             std::uint32_t languages, std::vector<Hit>& hits) const;

  std::vector<std::string> concepts_;
  std::unordered_map<std::string, std::vector<Form>, Hash, std::equal_to<>> forms_;  // by the first word
  std::map<std::string, std::uint32_t, std::less<>> languages_;                      // code to bit
  std::uint16_t past_year_ = 0;
};

}  // namespace aproape::classification
