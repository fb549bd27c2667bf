#include "api/article_json.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "domain/knowledge/document.hpp"
#include "domain/knowledge/names.hpp"

namespace aproape::api {
namespace {

json::Array language_list(const knowledge::Version& version, const knowledge::Article& article) {
  json::Array list;
  for (const auto& [language, text] : article.texts)
    list.emplace_back(json::Object{{"language", language}, {"stale", version.translations.stale(language)}});
  return list;
}

json::Value person(db::Tx& tx, const DeskServices& desk, AccountId id) {
  if (id.empty()) return nullptr;
  const auto account = desk.access.find(tx, id);
  return json::Object{{"id", id.str()}, {"name", account ? account->name : std::string()}};
}

json::Object place_of(const knowledge::Variant& variant) {
  return {{"country", or_null(variant.country)},
          {"mission", or_null(variant.mission)},
          {"sources", knowledge::to_json(variant.sources)}};
}

}  // namespace

json::Object article_item(const knowledge::InForce& now, const knowledge::Article& article,
                          std::string_view language, Millis at) {
  const knowledge::Shown shown = knowledge::show(article, language, {}, {});
  const knowledge::Version& version = now.versions.find(article.key)->second;
  return {{"key", article.key},
          {"kind", knowledge::name_of(article.kind)},
          {"audience", knowledge::name_of(article.audience)},
          {"categories", knowledge::to_json(article.categories)},
          {"title", shown.text.title},
          {"summary", shown.text.summary},
          {"language", shown.language},
          {"languages", language_list(version, article)},
          {"number", version.number},
          {"published_at", moment_or_null(version.published_at)},
          {"review_by", article.review_by},
          {"review_due", article.review_by <= to_rfc3339(at).substr(0, 10)}};
}

json::Object article_body(const knowledge::InForce& now, const knowledge::Article& article,
                          std::string_view language, std::string_view country, std::string_view mission,
                          Millis at) {
  json::Object body = article_item(now, article, language, at);
  const knowledge::Shown shown = knowledge::show(article, language, country, mission);
  const knowledge::Details& details = shown.text.details;
  body.set("first", or_null(shown.text.first));
  body.set("conditions", knowledge::to_json(details.conditions));
  body.set("documents", knowledge::to_json(details.documents));
  body.set("fee", or_null(details.fee));
  body.set("duration", or_null(details.duration));
  body.set("legal", knowledge::to_json(details.legal));
  body.set("note", or_null(details.note));
  body.set("questions", knowledge::to_json(shown.text.questions));
  body.set("body", or_null(shown.text.body));
  json::Array sources;
  for (const knowledge::Source& source : article.sources) sources.emplace_back(knowledge::to_json(source));
  body.set("sources", std::move(sources));
  json::Array applied;
  for (const knowledge::Variant* variant : shown.variants) applied.emplace_back(place_of(*variant));
  body.set("applied", std::move(applied));
  json::Array variants;
  for (const knowledge::Variant& variant : article.variants) variants.emplace_back(place_of(variant));
  body.set("variants", std::move(variants));
  body.set("link", "/desk/#/knowledge/" + article.key);
  return body;
}

json::Object version_item(db::Tx& tx, const DeskServices& desk, const knowledge::Version& version) {
  json::Array editors;
  for (const AccountId editor : version.editors) editors.push_back(person(tx, desk, editor));
  json::Array stale;
  for (const auto& [language, follows] : version.translations.follows)
    if (version.translations.stale(language)) stale.emplace_back(language);
  return {{"number", version.number},
          {"state", version.state},
          {"editors", std::move(editors)},
          {"stale", std::move(stale)},
          {"note", or_null(version.note)},
          {"created_at", to_rfc3339(version.created_at)},
          {"changed_at", to_rfc3339(version.changed_at)},
          {"submitted_at", moment_or_null(version.submitted_at)},
          {"approved_by", person(tx, desk, version.approved_by)},
          {"approved_at", moment_or_null(version.approved_at)},
          {"publish_at", moment_or_null(version.publish_at)},
          {"published_at", moment_or_null(version.published_at)}};
}

}  // namespace aproape::api
