#include "api/dossier_routes.hpp"

#include <algorithm>

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

std::string_view in_language(std::string_view language, const std::string& ro, const std::string& en) {
  return language == "ro" ? ro : en;
}

json::Object field_body(const dossier::Field& field, std::string_view language) {
  json::Array options, categories;
  for (const dossier::Option& option : field.options)
    options.emplace_back(
        json::Object{{"code", option.code}, {"name", in_language(language, option.name_ro, option.name_en)}});
  for (const std::string& category : field.categories) categories.emplace_back(category);
  return {{"code", field.code},
          {"categories", std::move(categories)},
          {"type", dossier::name_of(field.type)},
          {"name", in_language(language, field.name_ro, field.name_en)},
          {"options", std::move(options)},
          {"least", text_or_null(field.least)},
          {"most", text_or_null(field.most)},
          {"valid_from", text_or_null(field.valid_from)},
          {"valid_to", text_or_null(field.valid_to)},
          {"basis", field.basis}};
}

Response fields(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, CaseId id,
                std::string_view language) {
  json::Array items;
  for (const auto& one : desk.dossier.fields(tx, scope, id)) {
    json::Object body = field_body(*one.field, language);
    body.set("value", one.value ? json::Value(one.value->value) : json::Value());
    body.set("changed_at", one.value ? json::Value(to_rfc3339(one.value->changed_at)) : json::Value());
    body.set("changed_by", one.value ? text_or_null(one.value->changed_name) : json::Value());
    items.emplace_back(std::move(body));
  }
  return Response::json(list_of(std::move(items)));
}

// The services that answer the category of a case: their articles name documents.
std::vector<const knowledge::Article*> services_of(const knowledge::InForce& now, const cases::Case& c) {
  std::vector<const knowledge::Article*> found;
  for (const knowledge::Article& article : now.library.articles()) {
    const bool fits = std::find(article.categories.begin(), article.categories.end(), c.subcategory) !=
                      article.categories.end();
    if (article.kind == knowledge::Kind::service && fits) found.push_back(&article);
  }
  return found;
}

// What the article asks for at the unit of the case, in both languages.
std::vector<dossier::Service::Named> documents_of(const DeskServices& desk, const knowledge::Article& article,
                                                  const cases::Case& c) {
  const network::Unit* unit = desk.network.directory()->unit(c.unit);
  const std::string country = unit == nullptr ? std::string() : unit->country;
  const std::string mission = desk.network.directory()->mission_code(c.unit);
  const auto ro = knowledge::show(article, "ro", country, mission).text.details.documents;
  const auto en = knowledge::show(article, "en", country, mission).text.details.documents;
  std::vector<dossier::Service::Named> named;
  for (std::size_t i = 0; i < ro.size(); ++i)
    named.push_back({ro[i], ro.size() == en.size() ? en[i] : std::string()});
  return named;
}

Response documents(db::Tx& tx, const DeskServices& desk, const knowledge::InForce& now,
                   const access::Scope& scope, CaseId id, std::string_view language) {
  json::Array items, services;
  for (const dossier::Document& d : desk.dossier.documents(tx, scope, id))
    items.emplace_back(json::Object{{"id", d.id.str()},
                                    {"name", in_language(language, d.name_ro, d.name_en)},
                                    {"name_ro", d.name_ro},
                                    {"name_en", d.name_en},
                                    {"state", d.state},
                                    {"reason", text_or_null(d.reason)},
                                    {"article", text_or_null(d.article)},
                                    {"changed_by", text_or_null(d.changed_name)},
                                    {"changed_at", to_rfc3339(d.changed_at)}});
  for (const knowledge::Article* article : services_of(now, desk.cases.get(tx, scope, id)))
    services.emplace_back(json::Object{{"key", article->key},
                                       {"title", knowledge::show(*article, language, {}, {}).text.title}});
  return Response::json(json::Object{{"items", std::move(items)}, {"services", std::move(services)}});
}

Response show_fields(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  CaseId id;
  Response answer = desk.database.read([&](db::Tx& tx) {
    id = desk.cases.get(tx, scope, case_param(tx, desk, scope, request)).id;
    return fields(tx, desk, scope, id, context.language);
  });
  desk.audit.note_read(audit::Actor(scope), "case", id.value, "dossier.fields");
  return answer;
}

Response set_fields(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"values"});
  std::map<std::string, std::optional<std::string>> values;
  for (const auto& [code, value] : body["values"].as_object()) {
    if (!value.is_null() && !value.is_string()) throw Error("dossier.invalid", {{code, "dossier.value"}});
    values[code] =
        value.is_null() || value.as_string().empty() ? std::nullopt : std::optional(value.as_string());
  }
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    desk.dossier.set_fields(tx, scope, id, values);
    return fields(tx, desk, scope, id, context.language);
  });
}

Response show_documents(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto now = desk.knowledge.in_force();
  CaseId id;
  Response answer = desk.database.read([&](db::Tx& tx) {
    id = case_param(tx, desk, scope, request);
    return documents(tx, desk, *now, scope, id, context.language);
  });
  desk.audit.note_read(audit::Actor(scope), "case", id.value, "dossier.documents");
  return answer;
}

Response add_documents(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"article", "name"});
  const auto now = desk.knowledge.in_force();
  const auto key = given_text(body, "article");
  const knowledge::Article* article = key ? now->library.find(*key) : nullptr;
  if (key && article == nullptr) throw Error("dossier.invalid", {{"article", "article.not_found"}});
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    if (article != nullptr)
      desk.dossier.begin_documents(tx, scope, id, article->key,
                                   documents_of(desk, *article, desk.cases.get(tx, scope, id)));
    else
      desk.dossier.add_document(tx, scope, id, body.get_string("name"));
    Response answer = documents(tx, desk, *now, scope, id, context.language);
    return answer;
  });
}

Response change_document(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"state", "reason"});
  const auto now = desk.knowledge.in_force();
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    desk.dossier.set_state(tx, scope, id, dossier::DocumentId{request.id_param("document_id")},
                           body.get_string("state"), body.get_string("reason"));
    return documents(tx, desk, *now, scope, id, context.language);
  });
}

Response drop_document(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write([&](db::Tx& tx) {
    desk.dossier.drop_document(tx, scope, case_param(tx, desk, scope, request),
                               dossier::DocumentId{request.id_param("document_id")});
  });
  return Response::empty();
}

Response catalogue(const DeskServices&, const Request&, Context& context) {
  json::Array items;
  for (const dossier::Field& field : dossier::Fields::carried().all())
    items.emplace_back(field_body(field, context.language));
  return Response::json(list_of(std::move(items)));
}

}  // namespace

void add_dossier_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, std::string_view permission, auto handler) {
    router.add(method, std::move(pattern), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/fields", "case.read", catalogue);
  add(Method::get, "/api/v1/cases/{id}/fields", "case.read", show_fields);
  add(Method::put, "/api/v1/cases/{id}/fields", "case.write", set_fields);
  add(Method::get, "/api/v1/cases/{id}/documents", "case.read", show_documents);
  add(Method::post, "/api/v1/cases/{id}/documents", "case.write", add_documents);
  add(Method::patch, "/api/v1/cases/{id}/documents/{document_id}", "case.write", change_document);
  add(Method::del, "/api/v1/cases/{id}/documents/{document_id}", "case.write", drop_document);
}

}  // namespace aproape::api
