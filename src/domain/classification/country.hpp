#pragma once

#include <string>
#include <vector>

#include "domain/classification/lexicon.hpp"
#include "domain/classification/words.hpp"
#include "domain/network/place_evidence.hpp"

namespace aproape::classification {

// The country that a text concerns.
struct CountryFound {
  std::string country;  // ISO 3166 alpha-2; empty: none is named
  float confidence = 0;
  std::vector<std::string> words;  // the names that spoke for it, as written
};

// What speaks for a country: the names of places, and words that name none and still speak for one
// ("Jugendamt", "certificat spaniol"): a lexicon whose concepts are the codes of countries, in its column
// "ro".
struct Places {
  network::Atlas atlas;
  Lexicon hints;
};

// Weighs the places that the text names by their setting (network::read_place_mentions), then telephone
// numbers and hints. Where a place is named several times, or several of one country, they add up. Where
// nothing speaks, a letter in the language of one country concerns that one, with little confidence and no
// word. `language`: ISO 639-1.
[[nodiscard]] CountryFound find_country(const Text& text, const Places& places, std::string_view language);

}  // namespace aproape::classification
