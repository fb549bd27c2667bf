#pragma once

#include <array>
#include <string_view>

namespace aproape::text {

inline constexpr std::array<std::string_view, 8> kLatinLanguages = {"ro", "en", "fr", "it",
                                                                    "es", "de", "hu", "tr"};

using LatinScores = std::array<int, kLatinLanguages.size()>;

// Points for each language of kLatinLanguages by frequent words and telling letters. `folded`: fold()ed text,
// `utf8`: the same as written, in lower case or not.
[[nodiscard]] LatinScores latin_evidence(std::string_view folded, std::string_view utf8);

struct CyrillicLetters {
  int all = 0;
  int ukrainian = 0;  // і ї є ґ, which Russian lacks
  int russian = 0;    // ы э ъ ё, which Ukrainian lacks
};
[[nodiscard]] CyrillicLetters cyrillic_evidence(std::string_view utf8);

}  // namespace aproape::text
