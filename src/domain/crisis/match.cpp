#include "domain/crisis/match.hpp"

#include <algorithm>

namespace aproape::crisis {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return !value.empty() && std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

bool matches(const Crisis& crisis, const Facts& facts) {
  if (!crisis.live(facts.opened_at)) return false;
  const bool here = holds(crisis.units, facts.unit) ||
                    std::any_of(facts.countries.begin(), facts.countries.end(),
                                [&](const std::string& country) { return holds(crisis.countries, country); });
  return here && (crisis.categories.empty() || holds(crisis.categories, facts.category) ||
                  holds(crisis.categories, facts.subcategory));
}

std::string announcement(const Crisis& crisis, std::string_view language) {
  for (const std::string& one : {std::string(language), std::string("en"), std::string("ro")})
    if (const auto found = crisis.texts.find(one); found != crisis.texts.end() && !found->second.empty())
      return found->second;
  return {};
}

}  // namespace aproape::crisis
