#include "portal/announcements.hpp"

#include <algorithm>

#include "i18n/dates.hpp"
#include "portal/icons.hpp"

namespace aproape::portal {
namespace {

constexpr int kMostClosures = 4;

bool concerns(const crisis::Crisis& crisis, const network::Directory& directory, std::string_view country) {
  if (country.empty()) return true;
  const auto there = [&](const std::string& code) { return code == country; };
  if (std::any_of(crisis.countries.begin(), crisis.countries.end(), there)) return true;
  return std::any_of(crisis.units.begin(), crisis.units.end(), [&](const std::string& code) {
    const network::Unit* unit = directory.unit(code);
    return unit != nullptr && unit->country == country;
  });
}

}  // namespace

Html announcements(const Site& site, const Visit& visit, std::string_view country) {
  const auto directory = site.network.directory();
  const Millis now = site.now();
  Html out;
  const auto live = site.database.read([&](db::Tx& tx) { return site.crisis.live(tx); });
  for (const crisis::Crisis& crisis : live) {
    if (!concerns(crisis, *directory, country)) continue;
    auto said = crisis.texts.find(visit.language());
    if (said == crisis.texts.end()) said = crisis.texts.find("ro");
    if (said == crisis.texts.end() || said->second.empty()) continue;
    out << "<div class=\"note n-bad\">" << icon("warning") << "<div><b>" << visit.say("portal.crisis")
        << "</b><p>" << said->second << "</p></div></div>";
  }
  int shown = 0;
  for (const network::Unit& unit : directory->units()) {
    if (unit.kind != "mission" || (!country.empty() && unit.country != country)) continue;
    const std::vector<network::Closure> closures = directory->closures(unit.id);
    if (closures.empty() || (country.empty() && shown == kMostClosures)) continue;
    const std::string today = directory->opening(unit.id, now).local_time.substr(0, 10);
    for (const network::Closure& closure : closures) {
      if ((!closure.from.empty() && today < closure.from) || (!closure.to.empty() && closure.to < today))
        continue;
      ++shown;
      out << "<div class=\"note n-warn\">" << icon("warning") << "<div><b>"
          << visit.pick(unit.name_ro, unit.name_en) << "</b><p>"
          << visit.text("portal.closed_today", {{"reason", visit.pick(closure.reason_ro, closure.reason_en)}})
          << ". <a href=\"/missions/" << unit.code << "\">" << visit.say("portal.details")
          << "</a></p></div></div>";
    }
  }
  return out;
}

}  // namespace aproape::portal
