#include "api/article_routes.hpp"

#include <algorithm>
#include <optional>

#include "api/article_json.hpp"
#include "api/body.hpp"
#include "api/case_json.hpp"
#include "domain/knowledge/names.hpp"
#include "text/fold.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::size_t kMostQuery = 1'000;     // bytes of what somebody types
constexpr std::size_t kMostOfLetter = 4'000;  // bytes of a contact that count for suggestions
constexpr std::size_t kMostLetters = 3;       // of the newest
constexpr std::size_t kSuggestions = 5;

// Two letters, "ro" or "en" where nothing is said.
std::string language_of(const Request& request, const Context& context) {
  std::string language = request.query_or("language", context.language);
  if (language.size() != 2) throw Error("field.invalid", {{"language", "field.invalid"}});
  return language;
}

Response list_articles(const DeskServices& desk, const Request& request, const Context& context) {
  const auto now = desk.knowledge.in_force();
  const std::string language = language_of(request, context);
  knowledge::Ask ask;
  ask.words = std::string(text::prefix(request.query_or("query", ""), kMostQuery));
  ask.category = request.query_or("category", "");
  ask.typing = !ask.words.empty() && ask.words.back() != ' ';
  ask.citizens_only = request.query_or("audience", "") == "citizen";
  ask.limit = static_cast<std::size_t>(request.limit());
  const Millis at = desk.database.clock().now();
  json::Array items;
  if (ask.words.empty() && ask.category.empty()) {
    // All of them, by key; the cursor is the last key of the page before.
    const std::string after = request.query_or("cursor", "");
    std::optional<std::string> last, next;
    for (const knowledge::Article& article : now->library.articles()) {
      if (ask.citizens_only && article.audience != knowledge::Audience::citizen) continue;
      if (article.key <= after) continue;
      if (items.size() == ask.limit) {
        next = last;
        break;
      }
      items.emplace_back(article_item(*now, article, language, at));
      last = article.key;
    }
    return Response::json(list_of(std::move(items), next));
  }
  for (const knowledge::Hit& hit : now->library.search(ask))
    items.emplace_back(article_item(*now, *hit.article, language, at));
  return Response::json(list_of(std::move(items)));
}

Response read_article(const DeskServices& desk, const Request& request, const Context& context) {
  const auto now = desk.knowledge.in_force();
  const knowledge::Article* article = now->library.find(request.param("key"));
  if (article == nullptr) throw Error(ErrorKind::not_found, "article.not_found");
  const std::string mission = request.query_or("mission", "");
  std::string country = request.query_or("country", "");
  if (!mission.empty()) {
    const auto directory = desk.network.directory();
    const network::Unit* unit = directory->unit(mission);
    if (unit == nullptr) throw Error("field.invalid", {{"mission", "unit.unknown"}});
    country = unit->country;
  }
  return Response::json(article_body(*now, *article, language_of(request, context), country, mission,
                                     desk.database.clock().now()));
}

// What the citizen wrote: the subject and the newest letters.
std::string words_of(const cases::Case& c, const std::vector<contacts::Contact>& letters) {
  std::string words = c.subject + "\n";
  std::size_t taken = 0;
  for (auto letter = letters.rbegin(); letter != letters.rend() && taken < kMostLetters; ++letter) {
    if (letter->direction != contacts::Direction::in || letter->automatic) continue;
    words += text::prefix(letter->text, kMostOfLetter);
    words += '\n';
    ++taken;
  }
  return words;
}

Response suggest(const DeskServices& desk, const Request& request, const Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto now = desk.knowledge.in_force();
  const auto directory = desk.network.directory();
  const Millis at = desk.database.clock().now();
  return desk.database.read([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    const cases::Case c = desk.cases.get(tx, scope, id);
    knowledge::Ask ask;
    ask.words = words_of(c, desk.cases.contacts(tx, scope, id));
    ask.category = c.subcategory.empty() ? c.category : c.subcategory;
    ask.limit = kSuggestions;
    const auto marks = desk.knowledge.marks(tx, id);
    json::Array items;
    for (const knowledge::Hit& hit : now->library.search(ask)) {
      json::Object item = article_item(*now, *hit.article, context.language, at);
      json::Array outcomes;
      for (const auto& [key, outcome] : marks)
        if (key == hit.article->key) outcomes.emplace_back(outcome);
      item.set("marks", std::move(outcomes));
      items.emplace_back(std::move(item));
    }
    return Response::json(
        json::Object{{"items", std::move(items)}, {"mission", or_null(directory->mission_code(c.unit))}});
  });
}

Response mark(const DeskServices& desk, const Request& request, const Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"article", "outcome"});
  const std::string key = wanted_text(body, "article");
  const std::string outcome = wanted_text(body, "outcome");
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    const cases::Case c = desk.cases.get(tx, scope, id);
    if (!scope.may("case.write", c.unit)) throw Error(ErrorKind::forbidden, "auth.forbidden");
    desk.knowledge.mark(tx, scope, id, c.unit, key, outcome);
    return Response::empty();
  });
}

Response usage(const DeskServices& desk) {
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const auto& [key, used] : desk.knowledge.usage(tx))
      items.emplace_back(json::Object{
          {"key", key}, {"inserted", used.inserted}, {"solved", used.solved}, {"failed", used.failed}});
    return Response::json(list_of(std::move(items)));
  });
}

}  // namespace

void add_article_routes(http::Router& router, const DeskServices& desk) {
  router.add(
      Method::get, "/api/v1/articles", Policy::needs("article.read"),
      [desk](const Request& request, Context& context) { return list_articles(desk, request, context); });
  router.add(
      Method::get, "/api/v1/articles/{key}", Policy::needs("article.read"),
      [desk](const Request& request, Context& context) { return read_article(desk, request, context); });
  router.add(Method::get, "/api/v1/cases/{id}/articles", Policy::needs("case.read"),
             [desk](const Request& request, Context& context) { return suggest(desk, request, context); });
  router.add(Method::post, "/api/v1/cases/{id}/articles", Policy::needs("case.write"),
             [desk](const Request& request, Context& context) { return mark(desk, request, context); });
  router.add(Method::get, "/api/v1/article-usage", Policy::needs("article.read"),
             [desk](const Request&, Context&) { return usage(desk); });
}

}  // namespace aproape::api
