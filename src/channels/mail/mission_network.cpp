#include "channels/mail/mission_network.hpp"

#include <utility>

#include "text/fold.hpp"

namespace aproape::mail {
namespace {

std::optional<UnitId> mission_in(const network::Directory& directory, std::string_view country,
                                 std::string_view city) {
  const network::Unit* chosen = nullptr;
  const std::string wanted = text::fold(city);
  for (const auto& unit : directory.units()) {
    if (unit.kind != "mission" || unit.country != country || text::fold(unit.city) != wanted) continue;
    // Citizens deal with the consular post; "-cg" is its code where the kind of post is not told.
    if (chosen == nullptr || unit.post == "consulate_general" || unit.code.ends_with("-cg")) chosen = &unit;
  }
  if (chosen == nullptr) return std::nullopt;
  return chosen->id;
}

}  // namespace

MissionNetwork mission_network(const network::Atlas& atlas, const network::Directory& directory, Millis at,
                               decltype(MissionNetwork::by_address) by_address) {
  return {
      atlas, std::move(by_address),
      [&directory, at](std::string_view country, std::string_view place) {
        auto found = directory.competent(country, place, at);
        if (place.empty() || (found && found->evidence == network::Evidence::place)) return found;
        if (const auto unit = mission_in(directory, country, place)) {
          found = network::Finding{*unit, network::Evidence::place, std::string(country), std::string(place)};
        }
        return found;
      },
      [&directory](UnitId id) {
        const auto* unit = directory.unit(id);
        return unit == nullptr || unit->kind != "mission" ? std::string() : unit->country;
      }};
}

}  // namespace aproape::mail
