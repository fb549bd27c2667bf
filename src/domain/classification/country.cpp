#include "domain/classification/country.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "text/phone.hpp"

namespace aproape::classification {
namespace {

constexpr std::size_t kMostNames = 4;
constexpr std::string_view kRomania = "RO";
constexpr float kByLanguage = 0.3F;
// Languages in which mostly people of one country write to a Romanian consulate.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kHomes{{{"it", "IT"},
                                                                                {"de", "DE"},
                                                                                {"es", "ES"},
                                                                                {"hu", "HU"},
                                                                                {"uk", "UA"},
                                                                                {"pl", "PL"},
                                                                                {"sv", "SE"},
                                                                                {"da", "DK"},
                                                                                {"el", "GR"},
                                                                                {"nl", "NL"},
                                                                                {"tr", "TR"},
                                                                                {"bg", "BG"},
                                                                                {"pt", "PT"},
                                                                                {"cs", "CZ"}}};
constexpr float kByPhone = 9;
constexpr float kByHint = 6;
constexpr float kFurther = 0.3F;  // what a further mention adds of its weight

// The name as the citizen wrote it: `folded` words in a row.
std::string as_written(const Text& text, const std::string& folded) {
  const std::vector<std::string> wanted = phrase_words(folded);
  for (std::size_t at = 0; !wanted.empty() && at + wanted.size() <= text.words.size(); ++at) {
    std::size_t same = 0;
    while (same < wanted.size() && text.words[at + same].folded == wanted[same]) ++same;
    if (same < wanted.size()) continue;
    const Word& last = text.words[at + same - 1];
    return text.whole.substr(text.words[at].begin, last.end - text.words[at].begin);
  }
  return {};
}

}  // namespace

CountryFound find_country(const Text& text, const Places& places, std::string_view language) {
  struct Weight {
    float most = 0;
    float all = 0;
    void add(float one) {
      most = std::max(most, one);
      all += one;
    }
    [[nodiscard]] float sum() const { return most + kFurther * (all - most); }
  };
  std::map<std::string, Weight> weights;
  const auto mentions = network::read_place_mentions(text.whole, places.atlas);
  for (const network::PlaceMention& mention : mentions)
    weights[mention.country].add(static_cast<float>(mention.weight));
  for (const text::Phone& phone : text::find_phones(text.whole))
    if (!phone.country.empty() && phone.country != kRomania) weights[phone.country].add(kByPhone);
  const auto hints = places.hints.find(text, "ro", 0);
  for (const Hit& hint : hints) weights[places.hints.concepts()[hint.concept_id]].add(kByHint);
  CountryFound found;
  float best = 0;
  float all = 0;
  for (const auto& [country, weight] : weights) {
    all += weight.sum();
    if (weight.sum() <= best) continue;
    best = weight.sum();
    found.country = country;
  }
  if (best <= 0) {
    for (const auto& [code, home] : kHomes)
      if (code == language) return {std::string(home), kByLanguage, {}};
    return {};
  }
  found.confidence = best / (all + 10.0F);
  for (const network::PlaceMention& mention : mentions) {
    if (mention.country != found.country || found.words.size() == kMostNames) continue;
    std::string name = as_written(text, mention.words);
    if (!name.empty() && std::find(found.words.begin(), found.words.end(), name) == found.words.end())
      found.words.push_back(std::move(name));
  }
  for (const Hit& hint : hints) {
    if (places.hints.concepts()[hint.concept_id] != found.country || found.words.size() == kMostNames)
      continue;
    std::string word(text.written(text.words[hint.first]));
    if (std::find(found.words.begin(), found.words.end(), word) == found.words.end())
      found.words.push_back(std::move(word));
  }
  return found;
}

}  // namespace aproape::classification
