#pragma once

#include <string>
#include <vector>

#include "domain/classification/words.hpp"
#include "domain/network/place_evidence.hpp"

namespace aproape::classification {

// The country that a text concerns.
struct CountryFound {
  std::string country;  // ISO 3166 alpha-2; empty: none is named
  float confidence = 0;
  std::vector<std::string> words;  // the names that spoke for it, as written
};

// Weighs the places that the text names by their setting (network::read_place_mentions). Where a place is
// named several times, or several of one country, they add up. Where none is named, a letter in the language
// of one country concerns that one, with little confidence and no word. `language`: ISO 639-1.
[[nodiscard]] CountryFound find_country(const Text& text, const network::Atlas& atlas,
                                        std::string_view language);

}  // namespace aproape::classification
