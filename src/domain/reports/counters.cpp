#include "domain/reports/counters.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "domain/reports/histogram.hpp"

namespace aproape::reports {
namespace {

constexpr std::array<std::string_view, 9> kDimensions = {
    "category", "subcategory", "urgency", "language", "hour", "country", "topic", "person", "country_topic"};

std::string hour_name(int hour) {
  char text[8];
  std::snprintf(text, sizeof text, "%02d", hour % 100);
  return text;
}

}  // namespace

bool is_dimension(std::string_view name) {
  return std::find(kDimensions.begin(), kDimensions.end(), name) != kDimensions.end();
}

void count(const Fact& fact, std::int64_t times, Counts& into) {
  const Count one{times, fact.hit ? times : 0, fact.value.value_or(0) * times};
  const auto add = [&](std::string_view dimension, std::string member) {
    CounterKey key{fact.unit, std::string(dimension), fact.kind, fact.day, fact.channel, std::move(member)};
    into[key] += one;
    key.unit = kNetwork;
    into[key] += one;
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
