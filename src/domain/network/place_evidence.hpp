#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/network/atlas.hpp"

namespace aproape::network {

// A place that a text names, and how strongly its setting says that help is wanted there.
struct PlaceMention {
  std::string country;  // ISO 3166 alpha-2
  std::string place;    // as Directory::competent wants it; empty: the country itself
  std::string words;    // the name as it stands in the text, folded
  int weight =
      0;  // 1 to about 70; "consulatul din Roma" 60, "locuiesc la Roma" 50, "la Roma" 36, "născut la Roma" 7
};

// The places named in the first 1,500 words of a text, in its order. Weighs the setting of each: own
// residence and authorities above bare names; where somebody was born, lived once, travels to or comes from,
// and where a relative lives, below; names of streets, hotels and persons not at all. Pure; linear; takes any
// bytes.
[[nodiscard]] std::vector<PlaceMention> read_place_mentions(std::string_view utf8, const Atlas& atlas);

}  // namespace aproape::network
