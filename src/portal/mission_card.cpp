#include "portal/mission_card.hpp"

#include "portal/icons.hpp"
#include "portal/opening.hpp"
#include "portal/shell.hpp"

namespace aproape::portal {

Html mission_numbers(const Visit& visit, const network::Unit& unit) {
  Html out;
  const auto number = [&](std::string_view drawing, const std::string& digits, std::string_view key) {
    if (digits.empty()) return;
    out << "<a href=\"" << tel_of(digits) << "\">" << icon(drawing) << "<span><b>" << digits << "</b><small>"
        << visit.say(key) << "</small></span></a>";
  };
  if (unit.emergency_phone.empty() && unit.phone.empty()) {
    out << "<p class=\"small muted\">" << visit.say("portal.numbers_unknown") << "</p>";
    return out;
  }
  out << "<div class=\"tels t2\">";
  number("warning", unit.emergency_phone, "portal.emergency_line");
  number("phone", unit.phone, "portal.information_line");
  out << "</div>";
  return out;
}

Html mission_card(const Visit& visit, const network::Directory& directory, const network::Unit& unit,
                  std::string_view serves, bool to_verify, Millis now) {
  const OpeningSign sign = opening_sign(visit, directory, unit, now);
  Html out;
  const std::string& name = visit.pick(unit.name_ro, unit.name_en);
  const bool mission = unit.kind == "mission";  // the centre has no page of its own
  out << "<li class=\"card\"><h3>";
  if (mission)
    out << "<a href=\"/missions/" << unit.code << "\">" << name << "</a>";
  else
    out << name;
  out << "</h3>";
  if (mission) out << "<p>" << tag(sign.tone, sign.text) << "</p>";
  out << mission_numbers(visit, unit);
  if (!serves.empty())
    out << "<p class=\"small\">" << visit.say("portal.serves", {{"places", std::string(serves)}}) << "</p>";
  if (!unit.address.empty()) out << "<p class=\"small muted\">" << unit.address << "</p>";
  if (to_verify) out << "<p>" << tag("info", visit.text("portal.to_verify")) << "</p>";
  if (mission)
    out << "<p><a class=\"act\" href=\"/missions/" << unit.code << "/sheet\">" << icon("print")
        << visit.say("portal.sheet") << "</a></p>";
  out << "</li>";
  return out;
}

}  // namespace aproape::portal
