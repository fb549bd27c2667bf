#include "api/template_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Value template_body(const messages::Template& t) {
  return json::Object{{"id", t.id.str()},     {"code", t.code}, {"name", t.name},  {"language", t.language},
                      {"subject", t.subject}, {"text", t.text}, {"html", nullptr}, {"version", t.version}};
}

Response save(const DeskServices& desk, const Request& request, http::Context& context,
              messages::TemplateId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"code", "name", "language", "subject", "text"});
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    messages::Template what;
    if (!id.empty()) {
      for (const messages::Template& t : desk.messages.templates(tx, {}))
        if (t.id == id) what = t;
      what.version = request.if_match();
    } else {
      what.code = body.get_string("code");
      what.language = body.get_string("language", "ro");
    }
    what.id = id;
    if (const auto name = given_text(body, "name")) what.name = *name;
    if (const auto subject = given_text(body, "subject")) what.subject = *subject;
    if (const auto text = given_text(body, "text")) what.text = *text;
    const messages::Template saved = desk.messages.save_template(tx, scope, what);
    return Response::json(template_body(saved), id.empty() ? 201 : 200).version(saved.version);
  });
}

}  // namespace

void add_template_routes(http::Router& router, const DeskServices& desk) {
  // Whoever writes templates must read them, and so must whoever answers; they name no person.
  router.add(
      Method::get, "/api/v1/templates", Policy::signed_in(), [desk](const Request& request, http::Context&) {
        return desk.database.read([&](db::Tx& tx) {
          json::Array items;
          for (const messages::Template& t : desk.messages.templates(tx, request.query_or("language", "")))
            items.push_back(template_body(t));
          return Response::json(json::Object{{"items", std::move(items)}, {"next", nullptr}});
        });
      });
  router.add(
      Method::post, "/api/v1/templates", Policy::needs("template.write"),
      [desk](const Request& request, http::Context& context) { return save(desk, request, context, {}); });
  router.add(Method::patch, "/api/v1/templates/{id}", Policy::needs("template.write"),
             [desk](const Request& request, http::Context& context) {
               return save(desk, request, context, messages::TemplateId{request.id_param()});
             });
  router.add(Method::get, "/api/v1/template-names", Policy::signed_in(), [](const Request&, http::Context&) {
    json::Array placeholders, conditions;
    for (const std::string_view name : messages::Service::placeholders()) placeholders.emplace_back(name);
    for (const std::string_view prefix : messages::Service::conditions()) conditions.emplace_back(prefix);
    return Response::json(
        json::Object{{"placeholders", std::move(placeholders)}, {"conditions", std::move(conditions)}});
  });
  router.add(Method::post, "/api/v1/template-preview", Policy::needs("template.write"),
             [desk](const Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               const json::Value body = request.json_body({"case", "language", "subject", "text"});
               return desk.database.read([&](db::Tx& tx) {
                 CaseId id;
                 if (const std::string named = body.get_string("case"); !named.empty())
                   id = named_case(tx, desk, scope, named);
                 const auto rendered =
                     desk.messages.preview(tx, scope, body.get_string("language", "ro"),
                                           body.get_string("subject"), body.get_string("text"), id);
                 return Response::json(json::Object{
                     {"subject", rendered.subject}, {"text", rendered.text}, {"html", rendered.html}});
               });
             });
  router.add(Method::post, "/api/v1/templates/{id}/render", Policy::needs("case.reply"),
             [desk](const Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               const auto id = id_member<CaseId>(request.json_body({"case"}), "case");
               return desk.database.read([&](db::Tx& tx) {
                 const auto rendered =
                     desk.messages.render(tx, scope, messages::TemplateId{request.id_param()}, id);
                 return Response::json(json::Object{
                     {"subject", rendered.subject}, {"text", rendered.text}, {"html", rendered.html}});
               });
             });
}

}  // namespace aproape::api
