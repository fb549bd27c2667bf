#include "portal/search_page.hpp"

#include "portal/articles.hpp"
#include "portal/countries.hpp"
#include "portal/icons.hpp"
#include "portal/needs.hpp"
#include "portal/shell.hpp"
#include "text/fold.hpp"

namespace aproape::portal {
namespace {

constexpr std::size_t kLongestQuestion = 200;
constexpr std::size_t kMostHits = 12;

Html places(const Site& site, const Visit& visit, const network::Directory& directory,
            const std::string& words) {
  Html rows;
  const network::Country* country = find_country(directory, directory.country_by_name(words));
  if (country != nullptr)
    rows << need_row("/countries/" + country->code, "globe", visit.pick(country->name_ro, country->name_en),
                     visit.text("portal.country_help"));
  if (const auto found = directory.by_place(words, site.now()); found && country == nullptr)
    if (const network::Unit* unit = directory.unit(found->unit); unit != nullptr && unit->kind == "mission")
      rows << need_row("/missions/" + unit->code, "people", visit.pick(unit->name_ro, unit->name_en),
                       visit.text("portal.mission_help", {{"place", found->matched}}));
  return rows;
}

Html hits(const Visit& visit, const knowledge::Library& library, const std::string& words, bool beginnings) {
  knowledge::Ask ask;
  ask.words = words;
  ask.typing = beginnings;
  ask.citizens_only = true;
  ask.limit = kMostHits;
  Html rows;
  for (const knowledge::Hit& hit : library.search(ask)) {
    const knowledge::Text text = knowledge::show(*hit.article, visit.language(), "", "").text;
    rows << need_row("/services/" + hit.article->key,
                     hit.article->kind == knowledge::Kind::service ? "document" : "info", text.title,
                     text.summary);
  }
  return rows;
}

http::Response search(const Site& site, const Visit& visit) {
  const std::string words(
      text::prefix(text::valid_utf8(visit.request().query_or("q", "")), kLongestQuestion));
  const auto in_force = site.knowledge.in_force();
  Page page;
  page.title =
      words.empty() ? visit.text("portal.search") : visit.text("portal.search_of", {{"words", words}});
  page.query = words.empty() ? "" : "q=" + url_encode(words);
  page.own = true;
  page.body << "<div class=\"wrap\"><h1>" << visit.say("portal.search")
            << "</h1><form action=\"/search\" role=\"search\"><label class=\"hint\" for=\"q\">"
            << visit.say("portal.search_hint")
            << "</label><div class=\"search\"><input id=\"q\" name=\"q\" type=\"search\" "
               "autocomplete=\"off\" maxlength=\"200\" value=\""
            << words << "\"><button class=\"btn\" type=\"submit\">" << icon("search")
            << visit.say("portal.search_do") << "</button></div></form>";
  if (!words.empty()) {
    Html rows = places(site, visit, *site.network.directory(), words);
    Html found = hits(visit, in_force->library, words, false);
    if (found.empty()) found = hits(visit, in_force->library, words, true);
    rows << found;
    if (rows.empty())
      page.body << "<p class=\"lead\" role=\"status\">"
                << visit.say("portal.nothing_found", {{"words", words}}) << "</p>";
    else
      page.body << "<h2>" << visit.say("portal.found") << "</h2><ul class=\"needs\">" << rows << "</ul>";
    if (rows.empty())
      page.body << "<h2>" << visit.say("portal.maybe") << "</h2><ul class=\"needs\">"
                << need_rows(visit, *in_force, "happened", "") << need_rows(visit, *in_force, "paper", "")
                << "</ul>";
  }
  page.body << "</div>";
  return show(site, visit, page);
}

}  // namespace

void add_search_page(http::Router& router, const Site& site) {
  add_page(router, site, http::Method::get, "/search", search);
}

}  // namespace aproape::portal
