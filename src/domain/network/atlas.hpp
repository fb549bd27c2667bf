#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/network/directory.hpp"

namespace aproape::network {

// What a name in a text may mean: a country, or a place in it.
struct PlaceName {
  std::string country;  // ISO 3166 alpha-2
  std::string place;    // as Directory::competent wants it; empty: the country itself
  bool common_word =
      false;  // also a first name or an everyday word ("Sofia", "nice"): counts only in a setting
};

// The names of countries and cities that citizens write, in Romanian (also in the genitive), English and the
// languages of the countries: those of the network's directory and catalog/mail_places.csv. Immutable,
// thread-safe.
class Atlas {
 public:
  // Reads the names of the directory as of `at` and the file that the binary carries. Throws Error{internal,
  // "atlas.syntax"}.
  Atlas(const Directory& directory, Millis at);
  // The same with the file's content given, for tests.
  Atlas(const Directory& directory, Millis at, std::string_view places_csv);

  // Meaning of a folded name of one or more words joined by one blank; nullptr where unknown. Names that mean
  // places in several countries are left out.
  [[nodiscard]] const PlaceName* find(const std::string& folded) const;
  // Words of the longest name that begins with this folded word; 0 where none does.
  [[nodiscard]] std::size_t longest_from(const std::string& first_word) const;

 private:
  void add_file(std::string_view places_csv);
  void add(std::string_view name, PlaceName meaning);
  void add_form(std::string folded, const PlaceName& meaning);
  void add_inflected(const std::string& folded, const PlaceName& meaning);

  std::unordered_map<std::string, PlaceName> names_;
  std::unordered_map<std::string, std::size_t> longest_;  // by first word
};

// Folded words of a text: letters and digits of any script; `sentence` counts full stops and line ends. The
// first `most`, and none behind 48 bytes for each: nobody writes so sparsely.
struct TextWord {
  std::string folded;
  std::size_t sentence = 0;
};
[[nodiscard]] std::vector<TextWord> words_of_text(std::string_view utf8, std::size_t most);

}  // namespace aproape::network
