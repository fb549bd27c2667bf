#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::classification {

// One word of a text: folded, and where it stands as it was written.
struct Word {
  std::string folded;
  std::uint32_t begin = 0;  // bytes of Text::whole
  std::uint32_t end = 0;
  bool subject = false;
  std::uint16_t sentence = 0;  // counted from the subject on
  bool asked = false;          // its sentence ends with a question mark
};

// What a citizen wrote, taken apart.
struct Text {
  std::string whole;  // subject, line end, own words: without quoted lines and addresses, valid UTF-8
  std::vector<Word> words;

  [[nodiscard]] std::string_view written(const Word& word) const {
    return std::string_view(whole).substr(word.begin, word.end - word.begin);
  }
};

// At most kMostWords: the beginning of a letter tells what it is about.
inline constexpr std::size_t kMostWords = 600;
[[nodiscard]] Text read_words(std::string_view subject, std::string_view text);

// The folded words of a short phrase; a `*` in it stays where it stands (lexicon.hpp).
[[nodiscard]] std::vector<std::string> phrase_words(std::string_view phrase);

}  // namespace aproape::classification
