#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace sim {

using Random = std::mt19937_64;

// A citizen's concern, told in his words.
struct Story {
  std::string language;  // "ro", "en", "it", "es", "de"
  std::string subject;
  std::string text;     // UTF-8, lines end with \n
  std::string name;     // who writes; fictitious
  std::string address;  // his address, under example.org or example.net
  std::string topic;    // code of the taxonomy that the author had in mind, for the log
};

// Makes one up. The same state of `random` gives the same story. About six in ten are Romanian with
// diacritics, two in ten without, the rest in other languages.
[[nodiscard]] Story tell(Random& random);

}  // namespace sim
