#include "portal/country_pages.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "portal/announcements.hpp"
#include "portal/countries.hpp"
#include "portal/european_union.hpp"
#include "portal/icons.hpp"
#include "portal/mission_card.hpp"
#include "portal/needs.hpp"
#include "portal/opening.hpp"
#include "portal/shell.hpp"
#include "text/fold.hpp"

namespace aproape::portal {
namespace {

using http::Method;
using http::Response;

constexpr std::string_view kHomeZone = "Europe/Bucharest";
constexpr std::size_t kLongestPlace = 100;

// A mission that serves a country, and what of it.
struct Serving {
  const network::Unit* unit;
  std::string districts;
  bool general = false;
  bool to_verify = false;
};

std::vector<Serving> serving(const Site& site, const network::Directory& directory, const std::string& code) {
  const auto rows = site.database.read([&](db::Tx& tx) { return site.network.competences(tx, code); });
  const std::string today = to_rfc3339(site.now()).substr(0, 10);
  std::vector<Serving> list;
  for (const network::Competence& row : rows) {
    if (!row.service.empty() || (!row.valid_from.empty() && today < row.valid_from) ||
        (!row.valid_to.empty() && row.valid_to < today))
      continue;
    const network::Unit* unit = directory.unit(row.unit);
    if (unit == nullptr) continue;
    auto known = std::find_if(list.begin(), list.end(), [&](const Serving& one) { return one.unit == unit; });
    if (known == list.end()) known = list.insert(list.end(), Serving{unit, {}, false, false});
    known->general = known->general || row.district.empty();
    known->to_verify = known->to_verify || row.to_verify;
    if (!row.district.empty()) known->districts += (known->districts.empty() ? "" : "; ") + row.district;
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Serving& a, const Serving& b) { return a.general && !b.general; });
  return list;
}

Html time_there(const Site& site, const Visit& visit, const network::Unit& unit) {
  network::Unit home;
  home.time_zone = kHomeZone;
  Html there, here;
  there << "<b>" << clock_there(visit, unit, site.now()) << "</b>";
  here << clock_there(visit, home, site.now());
  Html out;
  out << "<p class=\"lead\">" << icon("clock") << " "
      << visit.say_with("portal.time_there",
                        {{"city", html_of(std::string_view(unit.city))}, {"there", there}, {"here", here}})
      << "</p>";
  return out;
}

// Which of several missions serves the place that was typed.
Html district_finder(const Site& site, const Visit& visit, const network::Directory& directory,
                     const network::Country& country) {
  const std::string place(text::prefix(visit.request().query_or("place", ""), kLongestPlace));
  Html out;
  out << "<section aria-labelledby=\"h-place\"><h2 id=\"h-place\">" << visit.say("portal.which_consulate")
      << "</h2><form action=\"/countries/" << country.code << "\"><label class=\"hint\" for=\"place\">"
      << visit.say("portal.which_hint")
      << "</label><div class=\"search\"><input id=\"place\" name=\"place\" type=\"text\" "
      << "maxlength=\"100\" autocomplete=\"address-level2\" value=\"" << place
      << "\"><button class=\"btn\" type=\"submit\">" << visit.say("portal.show") << "</button></div></form>";
  if (!place.empty()) {
    const auto found = directory.competent(country.code, place, site.now());
    const network::Unit* unit =
        found && found->evidence == network::Evidence::place ? directory.unit(found->unit) : nullptr;
    out << "<div class=\"note\" role=\"status\">" << icon("info") << "<div><b>";
    if (unit != nullptr)
      out << visit.say("portal.place_found", {{"place", found->matched}}) << "</b><p><a href=\"/missions/"
          << unit->code << "\">" << visit.pick(unit->name_ro, unit->name_en) << "</a></p>";
    else
      out << visit.say("portal.place_unknown", {{"place", place}}) << "</b><p>"
          << visit.say("portal.place_unknown_say") << "</p>";
    out << "</div></div>";
  }
  out << "</section>";
  return out;
}

Html missions_of(const Site& site, const Visit& visit, const network::Directory& directory,
                 const network::Country& country, const std::vector<Serving>& list) {
  const bool seat = std::any_of(list.begin(), list.end(),
                                [&](const Serving& one) { return one.unit->country == country.code; });
  Html out;
  if (list.size() > 1) out << district_finder(site, visit, directory, country);
  out << "<section aria-labelledby=\"h-missions\"><h2 id=\"h-missions\">"
      << visit.say(seat ? "portal.missions_here" : "portal.mission_elsewhere") << "</h2>";
  if (!seat && !list.empty())
    out << "<p>"
        << visit.say("portal.no_mission", {{"country", visit.pick(country.name_ro, country.name_en)}})
        << "</p>";
  if (list.empty()) out << "<p>" << visit.say("portal.nobody_competent") << "</p>";
  const bool guessed =
      std::any_of(list.begin(), list.end(), [](const Serving& one) { return one.to_verify; });
  if (guessed) out << "<p class=\"small muted\">" << visit.say("portal.to_verify_say") << "</p>";
  out << "<ul class=\"plain\">";
  for (const Serving& one : list) {
    const std::string serves = one.general && list.size() > 1 && one.districts.empty()
                                   ? visit.text("portal.rest_of_country")
                                   : one.districts;
    out << mission_card(visit, directory, *one.unit, serves, one.to_verify, site.now());
  }
  out << "</ul>";
  if (!seat && !in_european_union(country.code))
    out << "<div class=\"note\">" << icon("info") << "<div><b>" << visit.say("portal.eu_posts") << "</b><p>"
        << visit.say("portal.eu_posts_say") << "</p></div></div>";
  out << "</section>";
  return out;
}

Response country_page(const Site& site, const Visit& visit) {
  const auto directory = site.network.directory();
  const network::Country* country = find_country(*directory, visit.request().param("code"));
  if (country == nullptr) throw Error(ErrorKind::not_found, "portal.no_country");
  const std::string& name = visit.pick(country->name_ro, country->name_en);
  const std::vector<Serving> list = serving(site, *directory, country->code);
  Page page;
  page.title = visit.text("portal.country_title", {{"country", name}});
  page.country = country->code;
  page.above = crumbs(visit, {{"/countries", visit.text("portal.countries")}, {"", name}});
  page.body << "<div class=\"wrap\"><h1>" << name << "</h1>";
  if (!list.empty()) page.body << time_there(site, visit, *list.front().unit);
  page.body
      << announcements(site, visit, country->code) << "<div class=\"two\"><div>"
      << missions_of(site, visit, *directory, *country, list)
      << "</div><div class=\"aside\"><section class=\"yours\" aria-labelledby=\"h-reach\"><h2 id=\"h-reach\">"
      << visit.say("portal.reach") << "</h2><ul class=\"chan\"><li><b>" << icon("form")
      << "<a href=\"/contact\">" << visit.say("portal.by_form") << "</a></b>"
      << tag("good", visit.text("portal.works")) << "<small>" << visit.say("portal.write_help")
      << "</small></li></ul></section><section class=\"card\" aria-labelledby=\"h-local\"><h2 id=\"h-local\">"
      << visit.say("portal.local_numbers") << "</h2>";
  if (in_european_union(country->code))
    page.body << "<div class=\"tels\"><a href=\"tel:112\">" << icon("phone") << "<span><b>112</b><small>"
              << visit.say("portal.services_112") << "</small></span></a></div>";
  else
    page.body << "<p>" << visit.say("portal.local_unknown") << "</p>";
  page.body << "</section></div></div><section aria-labelledby=\"h-services\"><h2 id=\"h-services\">"
            << visit.say("portal.services_in", {{"country", name}}) << "</h2><ul class=\"needs g3\">"
            << need_rows(visit, *site.knowledge.in_force(), "paper", country->code)
            << "</ul></section></div>";
  return show(site, visit, page);
}

Response country_list(const Site& site, const Visit& visit) {
  const auto directory = site.network.directory();
  if (const auto chosen = visit.request().query("country");
      chosen && find_country(*directory, *chosen) != nullptr)
    return Response::redirect("/countries/" + *chosen);
  Page page;
  page.title = visit.text("portal.countries");
  page.above = crumbs(visit, {{"", visit.text("portal.countries")}});
  page.body << "<div class=\"wrap\"><h1>" << visit.say("portal.countries") << "</h1><p class=\"lead\">"
            << visit.say("portal.countries_say") << "</p>";
  std::string letter;
  for (const network::Country& one : countries_by_name(visit, *directory)) {
    const std::string& name = visit.pick(one.name_ro, one.name_en);
    std::string first = text::fold(name).substr(0, 1);
    if (first != letter) {
      page.body << (letter.empty() ? html_of("") : html_of("</ul>"));
      letter = first;
      for (char& c : first) c = static_cast<char>(c - 'a' + 'A');
      page.body << "<h2 class=\"letter\">" << first << "</h2><ul class=\"names\">";
    }
    page.body << "<li><a href=\"/countries/" << one.code << "\">" << name << "</a></li>";
  }
  page.body << (letter.empty() ? html_of("") : html_of("</ul>")) << "</div>";
  return show(site, visit, page);
}

}  // namespace

void add_country_pages(http::Router& router, const Site& site) {
  add_page(router, site, Method::get, "/countries", country_list);
  add_page(router, site, Method::get, "/countries/{code}", country_page);
}

}  // namespace aproape::portal
