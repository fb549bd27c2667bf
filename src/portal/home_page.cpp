#include "portal/home_page.hpp"

#include "portal/announcements.hpp"
#include "portal/countries.hpp"
#include "portal/icons.hpp"
#include "portal/needs.hpp"
#include "portal/shell.hpp"

namespace aproape::portal {
namespace {

using http::Method;
using http::Response;

Html search_box(const Visit& visit) {
  Html out;
  out << "<div class=\"hero\"><div class=\"wrap\"><p>" << visit.say("portal.hello") << "</p><h1>"
      << visit.say("portal.home_title")
      << "</h1><form action=\"/search\" role=\"search\"><label class=\"hint\" for=\"q\">"
      << visit.say("portal.search_hint")
      << "</label><div class=\"search\"><input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" "
         "maxlength=\"200\"><button "
         "class=\"btn\" type=\"submit\">"
      << icon("search") << visit.say("portal.search_do") << "</button></div></form></div></div>";
  return out;
}

Html where_are_you(const Site& site, const Visit& visit) {
  Html out;
  out << "<section class=\"yours\" aria-labelledby=\"h-where\"><h2 id=\"h-where\">"
      << visit.say("portal.where_title")
      << "</h2><form action=\"/countries\"><label class=\"hint\" for=\"country\">"
      << visit.say("portal.where_hint") << "</label><div class=\"inl\">"
      << country_choice(visit, *site.network.directory(), "country", "")
      << "<button class=\"btn alt\" type=\"submit\">" << visit.say("portal.show")
      << "</button></div></form></section>";
  return out;
}

Response home(const Site& site, const Visit& visit) {
  const auto in_force = site.knowledge.in_force();
  Page page;
  page.title = visit.text("portal.home_title");
  page.body << search_box(visit)
            << "<div class=\"wrap two\"><section aria-labelledby=\"h-happened\"><h2 id=\"h-happened\">"
            << visit.say("portal.happened") << "</h2><ul class=\"needs\">"
            << need_rows(visit, *in_force, "happened", "") << "</ul></section><div class=\"aside\">"
            << where_are_you(site, visit);
  if (const Html announced = announcements(site, visit, ""); !announced.empty())
    page.body << "<section aria-labelledby=\"h-news\"><h2 id=\"h-news\">" << visit.say("portal.news")
              << "</h2>" << announced << "</section>";
  page.body << "</div></div><div class=\"wrap\"><section aria-labelledby=\"h-paper\"><h2 id=\"h-paper\">"
            << visit.say("portal.paper") << "</h2><ul class=\"needs g3\">"
            << need_rows(visit, *in_force, "paper", "") << "</ul><p><a class=\"act\" href=\"/services\">"
            << visit.say("portal.all_services") << icon("next")
            << "</a></p></section><section aria-labelledby=\"h-talk\"><h2 id=\"h-talk\">"
            << visit.say("portal.talk") << "</h2><ul class=\"needs g3\">"
            << need_row("/contact", "form", visit.text("portal.write"), visit.text("portal.write_help"))
            << need_row("/status", "clock", visit.text("portal.follow"), visit.text("portal.follow_help"))
            << "</ul></section></div>";
  return show(site, visit, page);
}

// Help now: the page says the numbers itself, larger than the strip of the others.
Response danger(const Site& site, const Visit& visit) {
  const auto directory = site.network.directory();
  const network::Unit* centre = directory->unit("centre");
  Page page;
  page.title = visit.text("portal.danger_title");
  page.strip = false;
  page.exit = true;
  page.body << "<div class=\"wrap\"><h1>" << visit.say("portal.danger_title")
            << "</h1><section aria-labelledby=\"u1\"><h2 id=\"u1\">1. " << visit.say("portal.danger_life")
            << "</h2><p>" << visit.say("portal.danger_life_say")
            << "</p><p><a class=\"btn call big\" href=\"tel:112\">" << icon("phone") << "<span>"
            << visit.say("portal.call_112") << "<small>" << visit.say("portal.free_112")
            << "</small></span></a></p></section><section aria-labelledby=\"u2\"><h2 id=\"u2\">2. "
            << visit.say("portal.danger_consul") << "</h2><p>" << visit.say("portal.danger_consul_say")
            << "</p>";
  if (centre != nullptr && !centre->phone.empty())
    page.body << "<p><a class=\"btn big\" href=\"" << tel_of(centre->phone) << "\">" << icon("phone")
              << "<span>" << centre->phone << "<small>" << centre->city << ", " << visit.say("portal.always")
              << "</small></span></a></p>";
  page.body << "<form class=\"noprint\" action=\"/countries\"><label class=\"hint\" for=\"country\">"
            << visit.say("portal.danger_country") << "</label><div class=\"inl\">"
            << country_choice(visit, *directory, "country", "")
            << "<button class=\"btn alt\" type=\"submit\">" << visit.say("portal.show")
            << "</button></div></form></section>"
            << "<section class=\"yours\" aria-labelledby=\"u3\"><h2 id=\"u3\">"
            << visit.say("portal.cannot_speak") << "</h2><p>" << visit.say("portal.cannot_speak_say")
            << "</p><p><a class=\"btn alt full\" href=\"/contact\">" << icon("form")
            << visit.say("portal.write") << "</a></p></section>"
            << "<div class=\"note\">" << icon("info") << "<div><b>" << visit.say("portal.danger_home")
            << "</b><p>" << visit.say("portal.danger_exit") << "</p></div></div></div>";
  return show(site, visit, page);
}

}  // namespace

void add_home_pages(http::Router& router, const Site& site) {
  add_page(router, site, Method::get, "/", home);
  add_page(router, site, Method::get, "/danger", danger);
}

}  // namespace aproape::portal
