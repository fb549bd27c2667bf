#include "portal/rating_pages.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "formats/html/sanitize.hpp"
#include "i18n/texts.hpp"
#include "portal/form.hpp"

namespace aproape::portal {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;
using State = satisfaction::Service::State;

constexpr std::size_t kLargestForm = 16 * 1024;

std::string say(std::string_view key, std::string_view language, const i18n::Args& args = {}) {
  return html::escape(i18n::Texts::standard().text(key, language, args));
}

Response page(std::string_view language, std::string_view title_key, const std::string& body, int status) {
  const std::string title = say(title_key, language);
  std::string text =
      "<!doctype html><html lang=\"" + std::string(language) +
      "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>" +
      title +
      " - Aproape</title><link rel=\"stylesheet\" href=\"/rate/portal.css\"></head><body><header><p>" +
      say("rating.house", language) + "</p></header><main><h1>" + title + "</h1>" + body +
      "</main></body></html>";
  Response response = Response::text(std::move(text), "text/html; charset=utf-8");
  response.status = status;
  return response;
}

Response question(const satisfaction::Service::Asked& asked) {
  const std::string& language = asked.language;
  std::string body = "<p>" + say("rating.about", language, {{"number", asked.number}}) +
                     "</p><form method=\"post\"><fieldset><legend>" + say("rating.question", language) +
                     "</legend><div class=\"scores\">";
  for (int score = 5; score >= 1; --score) {
    const std::string number = std::to_string(score);
    body += "<button name=\"score\" value=\"" + number + "\">" + say("rating.score" + number, language) +
            "</button>";
  }
  body +=
      "</div></fieldset><label for=\"comment\">" + say("rating.comment", language) +
      "</label><textarea id=\"comment\" name=\"comment\" rows=\"4\" maxlength=\"1000\"></textarea></form>";
  return page(language, "rating.title", body, 200);
}

Response told(std::string_view language, std::string_view title, std::string_view text, int status) {
  return page(language, title, "<p>" + say(text, language) + "</p>", status);
}

Response of_error(const Error& error, std::string_view language) {
  if (error.key() == "satisfaction.answered") return told(language, "rating.thanks", "rating.once", 409);
  if (error.key() == "satisfaction.expired") return told(language, "rating.title", "rating.expired", 410);
  if (error.kind() == ErrorKind::not_found) return told(language, "rating.title", "rating.unknown", 404);
  if (error.kind() == ErrorKind::invalid) return told(language, "rating.title", "rating.invalid", 400);
  throw error;
}

Response show(db::Database& database, satisfaction::Service& service, const Request& request) {
  try {
    const auto asked = database.read([&](db::Tx& tx) { return service.ask(tx, request.param("token")); });
    if (asked.state == State::answered) return told(asked.language, "rating.thanks", "rating.once", 200);
    if (asked.state == State::expired) return told(asked.language, "rating.title", "rating.expired", 410);
    return question(asked);
  } catch (const Error& error) {
    return of_error(error, request.language());
  }
}

Response take(db::Database& database, satisfaction::Service& service, const Request& request) {
  std::string language = request.language();
  try {
    const auto fields = read_form(request.body());
    const auto score = fields.find("score");
    const auto comment = fields.find("comment");
    const bool one_digit = score != fields.end() && score->second.size() == 1;
    const int number = one_digit ? score->second[0] - '0' : 0;
    database.write([&](db::Tx& tx) {
      language = service.ask(tx, request.param("token")).language;
      service.answer(tx, request.param("token"), number, comment == fields.end() ? "" : comment->second);
    });
    return told(language, "rating.thanks", "rating.kept", 200);
  } catch (const Error& error) {
    return of_error(error, language);
  }
}

Response look() {
  for (const embedded::File& file : embedded::files())
    if (file.name == "templates/portal/portal.css")
      return Response::text(std::string(file.content), "text/css; charset=utf-8");
  throw Error(ErrorKind::not_found, "not_found");
}

}  // namespace

void add_rating_pages(http::Router& router, db::Database& database, satisfaction::Service& satisfaction) {
  router.add(Method::get, "/rate/portal.css", Policy::open(),
             [](const Request&, Context&) { return look(); });
  router.add(Method::get, "/rate/{token}", Policy::open(),
             [&](const Request& request, Context&) { return show(database, satisfaction, request); });
  router.add(Method::post, "/rate/{token}", Policy::open().body(kLargestForm),
             [&](const Request& request, Context&) { return take(database, satisfaction, request); });
}

}  // namespace aproape::portal
