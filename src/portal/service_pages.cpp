#include "portal/service_pages.hpp"

#include "base/error.hpp"
#include "i18n/dates.hpp"
#include "portal/articles.hpp"
#include "portal/countries.hpp"
#include "portal/icons.hpp"
#include "portal/shell.hpp"

namespace aproape::portal {
namespace {

using http::Method;
using http::Response;

// Where the reader is, and whose variant he sees.
struct Place {
  const network::Country* country = nullptr;
  const network::Unit* mission = nullptr;
};

Place place_of(const Site& site, const Visit& visit, const network::Directory& directory) {
  Place place;
  place.country = find_country(directory, visit.request().query_or("country", ""));
  if (place.country == nullptr) return place;
  if (const auto found = directory.competent(place.country->code, "", site.now()))
    place.mission = directory.unit(found->unit);
  return place;
}

Html fact(const Visit& visit, std::string_view key, const std::string& value) {
  Html out;
  if (!value.empty()) out << "<div><dt>" << visit.say(key) << "</dt><dd><b>" << value << "</b></dd></div>";
  return out;
}

Html at_your_consulate(const Visit& visit, const network::Directory& directory, const Place& place,
                       const knowledge::Article& article, const knowledge::Shown& shown) {
  const knowledge::Details& details = shown.text.details;
  Html out;
  out << "<section class=\"yours aside\" aria-labelledby=\"h-yours\"><h2 id=\"h-yours\">"
      << visit.say("portal.yours") << "</h2>";
  if (place.mission != nullptr)
    out << "<p><b><a href=\"/missions/" << place.mission->code << "\">"
        << visit.pick(place.mission->name_ro, place.mission->name_en) << "</a></b></p>";
  out << "<form action=\"/services/" << article.key << "\"><label class=\"hint\" for=\"country\">"
      << visit.say("portal.where_hint_service") << "</label><div class=\"inl\">"
      << country_choice(visit, directory, "country", place.country == nullptr ? "" : place.country->code)
      << "<button class=\"btn alt\" type=\"submit\">" << visit.say("portal.show")
      << "</button></div></form><dl class=\"facts\">" << fact(visit, "portal.fee", details.fee)
      << fact(visit, "portal.duration", details.duration) << "</dl>";
  if (!details.note.empty()) out << "<p class=\"small\">" << details.note << "</p>";
  const std::string checked = checked_on(article);
  if (const auto day = from_rfc3339(checked + "T12:00:00Z"); !checked.empty() && day)
    out << "<p class=\"small muted\">"
        << visit.say("portal.checked", {{"day", i18n::date_long(*day, "UTC", visit.language())}}) << "</p>";
  out << "</section>";
  return out;
}

Html list_of(const std::vector<std::string>& lines, const std::string& none) {
  Html out;
  if (lines.empty()) {
    out << "<p>" << none << "</p>";
    return out;
  }
  out << "<ul>";
  for (const std::string& line : lines) out << "<li>" << line << "</li>";
  out << "</ul>";
  return out;
}

Html papers_of(const Visit& visit, const std::vector<std::string>& lines) {
  if (lines.empty()) return list_of(lines, visit.text("portal.no_papers"));
  Html out;
  out << "<ul class=\"check\">";
  for (const std::string& line : lines) out << "<li>" << icon("check") << "<div>" << line << "</div></li>";
  out << "</ul>";
  return out;
}

Html sources_of(const Visit& visit, const knowledge::Article& article, const knowledge::Details& details,
                int level) {
  Html out;
  if (!details.legal.empty()) out << heading(level, visit.text("portal.legal")) << list_of(details.legal, "");
  for (const knowledge::Source& source : article.sources) {
    if (source.kind != "unchecked") continue;
    out << "<p>" << tag("info", visit.text("portal.to_verify")) << " <span class=\"small muted\">"
        << visit.say("portal.source_unchecked") << "</span></p>";
    break;
  }
  return out;
}

Html part(int number, std::string_view id, const std::string& title, const Html& content) {
  Html out;
  out << "<section aria-labelledby=\"" << id << "\"><h2 id=\"" << id << "\">" << number << ". " << title
      << "</h2>" << content << "</section>";
  return out;
}

Html five_parts(const Visit& visit, const knowledge::Article& article, const knowledge::Shown& shown) {
  const knowledge::Text& text = shown.text;
  const std::vector<std::pair<std::string, std::string>> parts{
      {"description", visit.text("portal.part_description")},
      {"conditions", visit.text("portal.part_conditions")},
      {"documents", visit.text("portal.part_documents")},
      {"solved", visit.text("portal.part_solved")},
      {"apply", visit.text("portal.part_apply")}};
  std::vector<Html> contents(parts.size());
  contents[0] << "<p>" << text.summary << "</p>";
  contents[1] << list_of(text.details.conditions, visit.text("portal.no_conditions"));
  contents[2] << papers_of(visit, text.details.documents);
  contents[3] << article_text(text.body, 3) << sources_of(visit, article, text.details, 3);
  contents[4] << "<p>" << visit.say("portal.apply_say") << "</p><p><a class=\"btn\" href=\"/contact\">"
              << visit.say("portal.apply_do") << "</a></p>";
  Html out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    out << part(static_cast<int>(i) + 1, parts[i].first, parts[i].second, contents[i]);
  return out;
}

Html parts_bar(const Visit& visit) {
  Html out;
  out << "<nav aria-label=\"" << visit.text("portal.parts")
      << "\"><ol class=\"parts\"><li><a data-n=\"1\" href=\"#description\">"
      << visit.say("portal.part_description") << "</a></li><li><a data-n=\"2\" href=\"#conditions\">"
      << visit.say("portal.part_conditions") << "</a></li><li><a data-n=\"3\" href=\"#documents\">"
      << visit.say("portal.part_documents") << "</a></li><li><a data-n=\"4\" href=\"#solved\">"
      << visit.say("portal.part_solved") << "</a></li><li><a data-n=\"5\" href=\"#apply\">"
      << visit.say("portal.part_apply") << "</a></li></ol></nav>";
  return out;
}

Response article_page(const Site& site, const Visit& visit) {
  const auto in_force = site.knowledge.in_force();
  const auto directory = site.network.directory();
  const knowledge::Article* article = public_article(*in_force, visit.request().param("key"));
  if (article == nullptr) throw Error(ErrorKind::not_found, "portal.no_article");
  const Place place = place_of(site, visit, *directory);
  const knowledge::Shown shown =
      knowledge::show(*article, visit.language(), place.country == nullptr ? "" : place.country->code,
                      place.mission == nullptr ? "" : place.mission->code);
  Page page;
  page.title = shown.text.title;
  if (place.country != nullptr) {
    page.country = place.country->code;
    page.query = "country=" + place.country->code;
  }
  page.above = crumbs(visit, {{"/services", visit.text("portal.services")}, {"", shown.text.title}});
  page.body << "<div class=\"wrap\"";
  if (shown.language != visit.language()) page.body << " lang=\"" << shown.language << "\"";
  page.body << "><h1>" << shown.text.title << "</h1>";
  if (article->kind == knowledge::Kind::service)
    page.body << parts_bar(visit) << "<div class=\"two\">"
              << at_your_consulate(visit, *directory, place, *article, shown) << "<div>"
              << five_parts(visit, *article, shown) << "</div></div>";
  else
    page.body << "<p class=\"lead\">" << shown.text.summary << "</p>" << article_text(shown.text.body, 2)
              << sources_of(visit, *article, shown.text.details, 2);
  page.body << "</div>";
  return show(site, visit, page);
}

Response list(const Site& site, const Visit& visit) {
  const auto in_force = site.knowledge.in_force();
  const auto categories = site.database.read([&](db::Tx& tx) { return site.catalogue.all(tx); });
  Page page;
  page.title = visit.text("portal.services");
  page.above = crumbs(visit, {{"", visit.text("portal.services")}});
  page.body << "<div class=\"wrap\"><h1>" << visit.say("portal.services") << "</h1>";
  for (const catalogue::Category& category : categories) {
    Html rows;
    for (const knowledge::Article& article : in_force->library.articles()) {
      const bool here =
          !article.categories.empty() && article.categories.front().starts_with(category.code + ".");
      if (!here || article.audience != knowledge::Audience::citizen) continue;
      rows << need_row("/services/" + article.key,
                       article.kind == knowledge::Kind::service ? "document" : "info",
                       knowledge::show(article, visit.language(), "", "").text.title, "");
    }
    if (!rows.empty())
      page.body << "<h2>" << visit.pick(category.name_ro, category.name_en) << "</h2><ul class=\"needs g3\">"
                << rows << "</ul>";
  }
  page.body << "</div>";
  return show(site, visit, page);
}

}  // namespace

void add_service_pages(http::Router& router, const Site& site) {
  add_page(router, site, Method::get, "/services", list);
  add_page(router, site, Method::get, "/services/{key}", article_page);
}

}  // namespace aproape::portal
