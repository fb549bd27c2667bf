#include "portal/rating_pages.hpp"

#include "base/error.hpp"
#include "portal/form.hpp"
#include "portal/shell.hpp"

namespace aproape::portal {
namespace {

using http::Method;
using http::Response;
using State = satisfaction::Service::State;

constexpr std::size_t kLargestForm = 16 * 1024;

Response page_of(const Site& site, const Visit& visit, std::string_view title_key, const Html& body,
                 int status) {
  Page page;
  page.title = visit.text(title_key);
  page.own = true;
  page.status = status;
  page.body << "<div class=\"wrap\"><h1>" << page.title << "</h1>" << body << "</div>";
  return show(site, visit, page);
}

Response question(const Site& site, const Visit& visit, const satisfaction::Service::Asked& asked) {
  Html body;
  body << "<p>" << visit.say("rating.about", {{"number", asked.number}})
       << "</p><form method=\"post\"><fieldset><legend>" << visit.say("rating.question")
       << "</legend><div class=\"scores\">";
  for (int score = 5; score >= 1; --score)
    body << "<button class=\"btn alt\" name=\"score\" value=\"" << score << "\">"
         << visit.say("rating.score" + std::to_string(score)) << "</button>";
  body << "</div></fieldset><div class=\"field\"><label for=\"comment\">" << visit.say("rating.comment")
       << "</label><textarea id=\"comment\" name=\"comment\" rows=\"4\" "
          "maxlength=\"1000\"></textarea></div></form>";
  return page_of(site, visit, "rating.title", body, 200);
}

Response told(const Site& site, const Visit& visit, std::string_view title, std::string_view text,
              int status) {
  Html body;
  body << "<p>" << visit.say(text) << "</p>";
  return page_of(site, visit, title, body, status);
}

Response of_error(const Site& site, const Visit& visit, const Error& error) {
  if (error.key() == "satisfaction.answered") return told(site, visit, "rating.thanks", "rating.once", 409);
  if (error.key() == "satisfaction.expired") return told(site, visit, "rating.title", "rating.expired", 410);
  if (error.kind() == ErrorKind::not_found) return told(site, visit, "rating.title", "rating.unknown", 404);
  if (error.kind() == ErrorKind::invalid) return told(site, visit, "rating.title", "rating.invalid", 400);
  throw error;
}

Response ask(const Site& site, const Visit& visit) {
  try {
    const auto asked = site.database.read(
        [&](db::Tx& tx) { return site.satisfaction.ask(tx, visit.request().param("token")); });
    const Visit of_case(visit.request(), asked.language);
    if (asked.state == State::answered) return told(site, of_case, "rating.thanks", "rating.once", 200);
    if (asked.state == State::expired) return told(site, of_case, "rating.title", "rating.expired", 410);
    return question(site, of_case, asked);
  } catch (const Error& error) {
    return of_error(site, visit, error);
  }
}

Response take(const Site& site, const Visit& visit) {
  std::string language = visit.language();
  try {
    const auto fields = read_form(visit.request().body());
    const auto score = fields.find("score");
    const auto comment = fields.find("comment");
    const bool one_digit = score != fields.end() && score->second.size() == 1;
    const int number = one_digit ? score->second[0] - '0' : 0;
    const std::string& token = visit.request().param("token");
    site.database.write([&](db::Tx& tx) {
      language = site.satisfaction.ask(tx, token).language;
      site.satisfaction.answer(tx, token, number, comment == fields.end() ? "" : comment->second);
    });
    return told(site, Visit(visit.request(), language), "rating.thanks", "rating.kept", 200);
  } catch (const Error& error) {
    return of_error(site, Visit(visit.request(), language), error);
  }
}

}  // namespace

void add_rating_pages(http::Router& router, const Site& site) {
  add_page(router, site, Method::get, "/rate/{token}", ask);
  add_page(router, site, Method::post, "/rate/{token}", take, kLargestForm);
}

}  // namespace aproape::portal
