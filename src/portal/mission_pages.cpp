#include "portal/mission_pages.hpp"

#include "base/error.hpp"
#include "i18n/dates.hpp"
#include "portal/announcements.hpp"
#include "portal/countries.hpp"
#include "portal/european_union.hpp"
#include "portal/icons.hpp"
#include "portal/mission_card.hpp"
#include "portal/opening.hpp"
#include "portal/shell.hpp"

namespace aproape::portal {
namespace {

using http::Method;
using http::Response;

constexpr int kHolidaysShown = 5;

const network::Unit& mission_of(const Visit& visit, const network::Directory& directory) {
  const network::Unit* unit = directory.unit(visit.request().param("code"));
  if (unit == nullptr || unit->kind != "mission") throw Error(ErrorKind::not_found, "portal.no_mission_page");
  return *unit;
}

// "24 noiembrie 2026" of "2026-11-24".
std::string day_text(const Visit& visit, const std::string& day) {
  const auto at = from_rfc3339(day + "T12:00:00Z");
  return at ? i18n::date_long(*at, "UTC", visit.language()) : day;
}

Html hours_table(const Visit& visit, const network::Directory& directory, const network::Unit& unit) {
  Html out;
  out << "<table><caption class=\"vh\">" << visit.say("portal.hours_of") << "</caption><tbody>";
  if (!unit.address.empty())
    out << "<tr><th scope=\"row\">" << visit.say("portal.address") << "</th><td>" << unit.address
        << "</td></tr>";
  const auto days = week(visit, directory, unit.id);
  for (const auto& [day, times] : days)
    out << "<tr><th scope=\"row\">" << day << "</th><td>" << times << "</td></tr>";
  if (days.empty())
    out << "<tr><th scope=\"row\">" << visit.say("portal.hours_word") << "</th><td>"
        << visit.say("portal.hours_unknown") << "</td></tr>";
  if (!unit.email.empty())
    out << "<tr><th scope=\"row\">" << visit.say("portal.mail") << "</th><td>" << unit.email << "</td></tr>";
  out << "</tbody></table>";
  return out;
}

Html closed_days(const Site& site, const Visit& visit, const network::Directory& directory,
                 const network::Unit& unit) {
  const std::string today = directory.opening(unit.id, site.now()).local_time.substr(0, 10);
  Html rows;
  for (const network::Closure& closure : directory.closures(unit.id)) {
    if (!closure.to.empty() && closure.to < today) continue;
    rows << "<li>" << day_text(visit, closure.from);
    if (closure.to != closure.from && !closure.to.empty()) rows << " – " << day_text(visit, closure.to);
    rows << ": " << visit.pick(closure.reason_ro, closure.reason_en) << "</li>";
  }
  for (const network::Holiday& holiday : directory.holidays(unit.id, today, kHolidaysShown))
    rows << "<li>" << day_text(visit, holiday.day) << ": " << visit.pick(holiday.name_ro, holiday.name_en)
         << "</li>";
  Html out;
  if (!rows.empty()) out << "<h2>" << visit.say("portal.closed_days") << "</h2><ul>" << rows << "</ul>";
  return out;
}

Response mission_page(const Site& site, const Visit& visit) {
  const auto directory = site.network.directory();
  const network::Unit& unit = mission_of(visit, *directory);
  const network::Country* country = find_country(*directory, unit.country);
  const std::string& name = visit.pick(unit.name_ro, unit.name_en);
  const OpeningSign sign = opening_sign(visit, *directory, unit, site.now());
  Page page;
  page.title = name;
  page.country = unit.country;
  std::vector<std::pair<std::string, std::string>> trail{{"/countries", visit.text("portal.countries")}};
  if (country != nullptr)
    trail.emplace_back("/countries/" + country->code, visit.pick(country->name_ro, country->name_en));
  trail.emplace_back("", unit.city);
  page.above = crumbs(visit, trail);
  page.body << "<div class=\"wrap\"><h1>" << name << "</h1><p>" << tag(sign.tone, sign.text)
            << "</p><p class=\"lead\">" << icon("clock") << " "
            << visit.say("portal.time_here",
                         {{"city", unit.city}, {"time", clock_there(visit, unit, site.now())}})
            << "</p>" << announcements(site, visit, unit.country) << "<h2>"
            << visit.say("portal.numbers_word") << "</h2>" << mission_numbers(visit, unit) << "<h2>"
            << visit.say("portal.hours_word") << "</h2>" << hours_table(visit, *directory, unit)
            << closed_days(site, visit, *directory, unit) << "<p><a class=\"act\" href=\"/missions/"
            << unit.code << "/sheet\">" << icon("print") << visit.say("portal.sheet") << "</a></p></div>";
  return show(site, visit, page);
}

Response sheet(const Site& site, const Visit& visit) {
  const auto directory = site.network.directory();
  const network::Unit& unit = mission_of(visit, *directory);
  const std::string& name = visit.pick(unit.name_ro, unit.name_en);
  const auto number = [&](std::string_view title, const std::string& digits, std::string_view help) {
    Html one;
    if (digits.empty()) return one;
    one << "<h2>" << visit.say(title) << "</h2><p class=\"bigno\"><a href=\"" << tel_of(digits) << "\">"
        << digits << "</a></p><p class=\"small\">" << visit.say(help) << "</p>";
    return one;
  };
  Page page;
  page.title = visit.text("portal.sheet_of", {{"mission", name}});
  page.strip = false;
  page.above = way_back(visit, "/missions/" + unit.code, name);
  page.body << "<div class=\"wrap\"><div class=\"note noprint\">" << icon("print") << "<span>"
            << visit.say("portal.print_say")
            << "</span></div><article class=\"sheet\"><p class=\"small\"><b>Aproape</b>, "
            << visit.say("portal.house") << "</p><h1>" << name << "</h1>"
            << number("portal.danger_life", "112",
                      in_european_union(unit.country) ? "portal.services_112" : "portal.or_local_first")
            << number("portal.emergency_line", unit.emergency_phone, "portal.emergency_for")
            << number("portal.information_line", unit.phone, "portal.information_for") << "<h2>"
            << visit.say("portal.address_hours") << "</h2>" << hours_table(visit, *directory, unit) << "<h2>"
            << visit.say("portal.lost_title") << "</h2><ol><li>" << visit.say("portal.lost_1") << "</li><li>"
            << visit.say("portal.lost_2") << "</li><li>" << visit.say("portal.lost_3") << "</li></ol><h2>"
            << visit.say("portal.write_here") << "</h2><table><caption class=\"vh\">"
            << visit.say("portal.by_hand") << "</caption><tbody><tr><th scope=\"row\">"
            << visit.say("portal.my_case") << "</th><td>AP-</td></tr><tr><th scope=\"row\">"
            << visit.say("portal.whom_to_tell")
            << "</th><td>&nbsp;</td></tr></tbody></table><p class=\"small muted\">"
            << visit.say("portal.printed_on",
                         {{"day", i18n::date_long(site.now(), unit.time_zone, visit.language())}})
            << "</p></article></div>";
  return show(site, visit, page);
}

}  // namespace

void add_mission_pages(http::Router& router, const Site& site) {
  add_page(router, site, Method::get, "/missions/{code}", mission_page);
  add_page(router, site, Method::get, "/missions/{code}/sheet", sheet);
}

}  // namespace aproape::portal
