#include "channels/mail/mission_finder.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "domain/network/place_evidence.hpp"
#include "text/phone.hpp"

namespace aproape::mail {
namespace {

// Weights, on the scale of network::PlaceMention.
constexpr int kPhone = 18;
constexpr int kDomain = 6;
constexpr int kPerson = 25;
constexpr int kLeast = 18;       // under this, nothing is claimed
constexpr double kRival = 0.62;  // a second place of this share of the best makes it ambiguous

// What speaks for one place (or for the country as such, where `place` is empty).
struct Tally {
  int weight = 0;
  std::vector<std::pair<int, std::string>> evidence;

  void note(int points, std::string what) {
    for (auto& [had, name] : evidence) {
      if (name != what) continue;
      if (points > had) weight += points - had, had = points;
      return;  // the same word again adds nothing
    }
    weight += points;
    evidence.emplace_back(points, std::move(what));
  }
};

using Places = std::map<std::string, Tally>;      // by place
using Countries = std::map<std::string, Places>;  // by ISO code

std::string own_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.starts_with('>')) continue;
    out += line;
    out += '\n';
  }
  return out;
}

void read_places(const std::string& own, const network::Atlas& atlas, Countries& countries) {
  for (const auto& mention : network::read_place_mentions(own, atlas)) {
    const std::string shown =
        mention.place.empty() ? mention.country + " (" + mention.words + ")" : mention.place;
    countries[mention.country][mention.place].note(mention.weight, "text: " + shown);
  }
}

int total(const Places& places) {
  int sum = 0;
  for (const auto& [place, tally] : places) sum += tally.weight;
  return sum;
}

void add_evidence(const Places& places, MissionFinding& finding) {
  std::vector<std::pair<int, std::string>> all;
  for (const auto& [place, tally] : places)
    all.insert(all.end(), tally.evidence.begin(), tally.evidence.end());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto& [points, what] : all) finding.evidence.push_back(std::move(what));
}

MissionFinding ambiguous(const Places& first, const Places& second) {
  MissionFinding finding{{}, "ambiguous", {}, 0};
  add_evidence(first, finding);
  if (&first != &second) add_evidence(second, finding);
  return finding;
}

// The country is settled; which of its missions? Places that lead to the same mission speak for it together.
MissionFinding within_country(const std::string& country, const Places& places, const MissionClues& clues,
                              const MissionNetwork& network) {
  std::map<UnitId, int> units;
  int country_weight = 0;
  for (const auto& [place, tally] : places) {
    if (place.empty()) {
      country_weight = tally.weight;
    } else if (const auto competent = network.competent(country, place)) {
      units[competent->unit] += tally.weight;
    }
  }
  if (clues.person_unit && network.country_of(*clues.person_unit) == country)
    units[*clues.person_unit] += kPerson;
  MissionFinding finding{{}, "text", {}, 0};
  add_evidence(places, finding);
  if (units.empty()) {
    if (const auto competent = network.competent(country, "")) finding.unit = competent->unit;
    if (finding.evidence.size() == 1 && finding.evidence.front().starts_with("phone"))
      finding.reason = "phone";
  } else {
    std::vector<std::pair<int, UnitId>> order;
    for (const auto& [unit, weight] : units) order.emplace_back(weight, unit);
    std::sort(order.rbegin(), order.rend());
    if (order.size() > 1 && order[1].first >= kRival * order[0].first) return ambiguous(places, places);
    finding.unit = order.front().second;
  }
  if (finding.unit.empty()) return {{}, "no_evidence", std::move(finding.evidence), 0};
  finding.score = std::min(100, country_weight + (units.empty() ? 0 : units[finding.unit]));
  return finding;
}

std::string country_of_domain(std::string_view domain) {
  const auto dot = domain.rfind('.');
  if (dot == std::string_view::npos || domain.size() - dot != 3) return {};
  std::string code(domain.substr(dot + 1));
  for (char& c : code) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  if (code == "UK") return "GB";
  // Domains that are sold to everybody say nothing of a country.
  constexpr std::array<std::string_view, 9> kSold{"RO", "EU", "ME", "IO", "CO", "TV", "AI", "CC", "WS"};
  return std::find(kSold.begin(), kSold.end(), code) != kSold.end() ? std::string() : code;
}

}  // namespace

MissionFinding find_mission(const MissionClues& clues, const MissionNetwork& network) {
  for (const auto& recipient : clues.recipients) {
    const auto at = recipient.rfind('@');
    if (at == std::string::npos) continue;
    if (const auto unit = network.by_address(recipient.substr(0, at), recipient.substr(at + 1))) {
      return {*unit, "address", {"address: " + recipient}, 100};
    }
  }
  const std::string own = own_words(clues.subject + ".\n" + clues.text);
  Countries countries;
  read_places(own, network.atlas, countries);
  for (const auto& phone : text::find_phones(own)) {
    if (phone.country.empty() || phone.country == "RO") continue;
    countries[phone.country][""].note(kPhone, "phone: +" + text::calling_code(phone.country));
  }
  if (const std::string country = country_of_domain(clues.sender_domain); !country.empty()) {
    countries[country][""].note(kDomain,
                                "domain: ." + clues.sender_domain.substr(clues.sender_domain.rfind('.') + 1));
  }
  if (!clues.person_country.empty()) countries[clues.person_country][""].note(kPerson, "person");
  if (clues.person_unit) {
    if (const std::string country = network.country_of(*clues.person_unit); !country.empty()) {
      countries[country][""].note(kPerson, "person");
    }
  }
  std::vector<std::pair<int, const Countries::value_type*>> order;
  for (const auto& entry : countries) order.emplace_back(total(entry.second), &entry);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->first < b.second->first;
  });
  if (order.empty() || order.front().first < kLeast) return {{}, "no_evidence", {}, 0};
  if (order.size() > 1 && order[1].first >= kRival * order[0].first) {
    return ambiguous(order[0].second->second, order[1].second->second);
  }
  MissionFinding finding =
      within_country(order.front().second->first, order.front().second->second, clues, network);
  if (finding.evidence.size() == 1 && finding.evidence.front() == "person") finding.reason = "person";
  return finding;
}

}  // namespace aproape::mail
