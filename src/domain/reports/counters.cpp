#include "domain/reports/counters.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "domain/reports/histogram.hpp"

namespace aproape::reports {
namespace {

constexpr std::array<std::string_view, 10> kDimensions = {
    "category", "subcategory", "urgency", "language",      "hour",
    "country",  "topic",       "person",  "country_topic", "team"};

std::string hour_name(int hour) {
  char text[8];
  std::snprintf(text, sizeof text, "%02d", hour % 100);
  return text;
}

}  // namespace

bool is_dimension(std::string_view name) {
  return std::find(kDimensions.begin(), kDimensions.end(), name) != kDimensions.end();
}

std::string dimension_of(collaboration::TeamId team, std::string_view dimension) {
  if (team.empty()) return std::string(dimension);
  std::string name = "team/" + team.str();
  if (!dimension.empty()) name.append("/").append(dimension);
  return name;
}

void count(const Fact& fact, std::int64_t times, Counts& into) {
  const Count one{times, fact.hit ? times : 0, fact.value.value_or(0) * times};
  const auto put = [&](std::string dimension, const std::string& member) {
    CounterKey key{fact.unit, std::move(dimension), fact.kind, fact.day, fact.channel, member};
    into[key] += one;
    key.unit = kNetwork;
    into[key] += one;
  };
  const auto add = [&](std::string_view dimension, const std::string& member) {
    put(std::string(dimension), member);
    if (!fact.team.empty()) put(dimension_of(fact.team, dimension), member);
  };
  add("", "");
  add("category", fact.category);
  add("subcategory", fact.subcategory);
  add("urgency", fact.urgency);
  add("language", fact.language);
  add("hour", hour_name(fact.hour));
  if (!fact.country.empty()) add("country", fact.country);
  if (!fact.topic.empty()) add("topic", fact.topic);
  if (!fact.country.empty() && !fact.topic.empty()) add("country_topic", fact.country + '|' + fact.topic);
  if (!fact.person.empty()) add("person", fact.person.str());
  if (!fact.team.empty()) add("team", fact.team.str());
  if (fact.value) add("bucket", class_name(class_of(*fact.value)));
}

Counts difference(const std::vector<Fact>& before, const std::vector<Fact>& after) {
  Counts counts;
  // Most facts of a case stay as they are; only the others are counted.
  for (const Fact& fact : before)
    if (std::find(after.begin(), after.end(), fact) == after.end()) count(fact, -1, counts);
  for (const Fact& fact : after)
    if (std::find(before.begin(), before.end(), fact) == before.end()) count(fact, 1, counts);
  std::erase_if(counts, [](const auto& entry) { return entry.second == Count{}; });
  return counts;
}

}  // namespace aproape::reports
