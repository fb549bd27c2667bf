#include "domain/network/atlas.hpp"

#include <algorithm>
#include <array>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "text/fold.hpp"

namespace aproape::network {
namespace {

// First names and everyday words of the languages that citizens write, folded.
constexpr std::array<std::string_view, 58> kCommonWords{
    "sofia",    "milan",   "georgia",  "jordan",  "iordan",   "israel",     "india",    "nice",
    "bath",     "reading", "cork",     "tours",   "split",    "bar",        "como",     "bari",
    "male",     "mali",    "lima",     "nancy",   "victoria", "alexandria", "florenta", "leon",
    "essen",    "oman",    "chad",     "niger",   "paris",    "florence",   "sydney",   "granada",
    "dominica", "lublin",  "valencia", "lecce",   "virginia", "charlotte",  "carolina", "lodi",
    "asti",     "hull",    "york",     "queens",  "columbus", "phoenix",    "columbia", "tivoli",
    "bender",   "vitoria", "vittoria", "imperia", "soria",    "florida",    "pisa",     "parma",
    "prato",    "bursa"};

// Names that a citizen hardly ever means: "mâine" is tomorrow, "parla" an Italian word.
constexpr std::array<std::string_view, 5> kNever{"maine", "parla", "marche", "latina", "reus"};

constexpr std::size_t kBytesPerWord = 48;

std::string_view mail_places() {
  for (const auto& file : embedded::files()) {
    if (file.name == "catalog/mail_places.csv") return file.content;
  }
  throw Error(ErrorKind::internal, "atlas.missing");
}

std::string joined(const std::vector<TextWord>& words) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += ' ';
    out += word.folded;
  }
  return out;
}

}  // namespace

std::vector<TextWord> words_of_text(std::string_view utf8, std::size_t most) {
  std::vector<TextWord> words;
  std::string word;
  std::size_t sentence = 0;
  const std::string folded = text::fold(text::prefix(utf8, most * kBytesPerWord));
  const auto finish = [&] {
    if (!word.empty()) words.push_back({std::move(word), sentence});
    word.clear();
  };
  for (const char c : folded) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
      word += c;
      continue;
    }
    finish();
    if (words.size() >= most) return words;
    if (c == '.' || c == '!' || c == '?' || c == '\n' || c == ';') ++sentence;
  }
  finish();
  return words;
}

Atlas::Atlas(const Directory& directory, Millis at) : Atlas(directory, at, mail_places()) {}

Atlas::Atlas(const Directory& directory, Millis at, std::string_view places_csv) {
  for (const auto& country : directory.countries()) {
    add(country.name_ro, {country.code, "", false});
    add(country.name_en, {country.code, "", false});
  }
  for (const auto& unit : directory.units()) {
    if (unit.kind == "mission" && !unit.country.empty()) add(unit.city, {unit.country, unit.city, false});
  }
  add_file(places_csv);
  // Places that only the districts name; what the file says of a name stands.
  for (const auto& [name, words] : directory.known_names()) {
    if (names_.contains(name)) continue;
    if (const auto found = directory.by_place(name, at)) add(name, {found->country, name, false});
  }
  // Romania itself is where all come from, not where they are.
  std::erase_if(
      names_, [](const auto& entry) { return entry.second.country == "RO" || entry.second.country.empty(); });
}

void Atlas::add_file(std::string_view places_csv) {
  // Lines "country,place,form|form|…"; place empty: forms of the country's name. "#" begins a remark.
  while (!places_csv.empty()) {
    const auto end = places_csv.find('\n');
    std::string_view line = places_csv.substr(0, end);
    places_csv = end == std::string_view::npos ? std::string_view() : places_csv.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    const auto first = line.find(',');
    const auto second = first == std::string_view::npos ? first : line.find(',', first + 1);
    if (first != 2 || second == std::string_view::npos) {
      throw Error(ErrorKind::internal, "atlas.syntax", std::string(line));
    }
    const PlaceName meaning{std::string(line.substr(0, 2)), std::string(line.substr(3, second - 3)), false};
    if (!meaning.place.empty()) add(meaning.place, meaning);
    std::string_view forms = line.substr(second + 1);
    while (!forms.empty()) {
      const auto bar = forms.find('|');
      add(forms.substr(0, bar), meaning);
      forms = bar == std::string_view::npos ? std::string_view() : forms.substr(bar + 1);
    }
  }
}

const PlaceName* Atlas::find(const std::string& folded) const {
  const auto found = names_.find(folded);
  return found == names_.end() ? nullptr : &found->second;
}

std::size_t Atlas::longest_from(const std::string& first_word) const {
  const auto found = longest_.find(first_word);
  return found == longest_.end() ? 0 : found->second;
}

void Atlas::add(std::string_view name, PlaceName meaning) {
  const auto words = words_of_text(name, 8);
  if (words.empty()) return;
  std::string folded = joined(words);
  if (std::find(kNever.begin(), kNever.end(), folded) != kNever.end()) return;
  meaning.common_word = std::find(kCommonWords.begin(), kCommonWords.end(), folded) != kCommonWords.end();
  if (words.size() == 1 && folded.size() > 4) add_inflected(folded, meaning);
  add_form(std::move(folded), meaning);
}

void Atlas::add_form(std::string folded, const PlaceName& meaning) {
  std::size_t& longest = longest_[folded.substr(0, folded.find(' '))];
  longest = std::max(longest, static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1);
  const auto [at, fresh] = names_.emplace(std::move(folded), meaning);
  if (fresh || (at->second.country == meaning.country && at->second.place == meaning.place)) return;
  if (at->second.country == meaning.country) {
    if (meaning.place.empty())
      at->second.place.clear();  // a city named like its country: the country is enough
    return;
  }
  at->second.country.clear();  // means several: says nothing
}

// Romanian genitive and dative: Italia, Italiei; Roma, Romei; Paris, Parisului.
void Atlas::add_inflected(const std::string& folded, const PlaceName& meaning) {
  const char last = folded.back();
  const std::string stem = folded.substr(0, folded.size() - 1);
  if (last == 'a') {
    add_form(stem + "ei", meaning);
    if (stem.back() == 'i') add_form(stem + "e", meaning);  // "în Italie"
  } else if (std::string_view("bcdfghjklmnprstvz").find(last) != std::string_view::npos) {
    add_form(folded + "ului", meaning);
  }
}

}  // namespace aproape::network
