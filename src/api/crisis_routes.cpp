#include "api/crisis_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Array texts_of(const std::vector<std::string>& list) {
  json::Array array;
  for (const std::string& item : list) array.emplace_back(item);
  return array;
}

json::Object body_of(const crisis::Crisis& one, std::string_view language, Millis now) {
  json::Object texts;
  for (const auto& [code, text] : one.texts) texts.set(code, text);
  return {{"id", one.id.str()},
          {"name", one.name},
          {"countries", texts_of(one.countries)},
          {"units", texts_of(one.units)},
          {"categories", texts_of(one.categories)},
          {"texts", std::move(texts)},
          {"banner", text_or_null(crisis::announcement(one, language))},
          {"template", text_or_null(one.template_code)},
          {"from", to_rfc3339(one.from)},
          {"until", moment_or_null(one.until)},
          {"ended_at", moment_or_null(one.ended_at)},
          {"live", one.live(now)},
          {"version", one.version}};
}

Response whole(const DeskServices& desk, const crisis::Crisis& one, const Context& context, int status) {
  return Response::json(body_of(one, context.language, desk.database.clock().now()), status)
      .version(one.version);
}

Response list(const DeskServices& desk, const Request& request, Context& context) {
  const bool live = request.query_or("live", "false") == "true";
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const crisis::Crisis& one : live ? desk.crisis.live(tx) : desk.crisis.all(tx))
      items.emplace_back(body_of(one, context.language, desk.database.clock().now()));
    return Response::json(list_of(std::move(items)));
  });
}

std::vector<std::string> list_member(const json::Value& body, std::string_view name) {
  std::vector<std::string> list;
  if (!body[name].is_null())
    for (const json::Value& item : body[name].as_array()) list.push_back(item.as_string());
  return list;
}

// The whole of a crisis is written at once: what the body leaves out is empty.
Response save(const DeskServices& desk, const Request& request, Context& context, crisis::CrisisId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"name", "countries", "units", "categories", "texts", "template", "from", "until"});
  crisis::Crisis what;
  what.id = id;
  what.name = body.get_string("name");
  what.countries = list_member(body, "countries");
  what.units = list_member(body, "units");
  what.categories = list_member(body, "categories");
  what.template_code = given_text(body, "template").value_or("");
  what.from = moment_member(body, "from").value_or(desk.database.clock().now());
  what.until = moment_member(body, "until");
  if (!body["texts"].is_null())
    for (const auto& [language, text] : body["texts"].as_object()) what.texts[language] = text.as_string();
  if (!id.empty()) what.version = request.if_match();
  static_cast<void>(desk.network.directory());  // brought up to date: inside a transaction it cannot be
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    return whole(desk, desk.crisis.save(tx, scope, what), context, id.empty() ? 201 : 200);
  });
}

Response end(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    return whole(desk, desk.crisis.end(tx, scope, crisis::CrisisId{request.id_param()}), context, 200);
  });
}

Response cases_of(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  CaseId before;
  if (const auto cursor = request.query("cursor"))
    before = CaseId{http::decode_cursor("crisis", *cursor, 1)[0]};
  std::size_t shown = 0;
  Response answer = desk.database.read([&](db::Tx& tx) {
    const int limit = request.limit();
    auto found = desk.crisis.cases(tx, scope, crisis::CrisisId{request.id_param()}, before, limit + 1);
    std::optional<std::string> next;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.resize(static_cast<std::size_t>(limit));
      next = http::encode_cursor("crisis", {found.back().id.value});
    }
    json::Array items;
    for (const cases::Case& c : found) items.emplace_back(case_item(c, *directory, context.language));
    shown = items.size();
    return Response::json(http::list_body(std::move(items), next));
  });
  desk.audit.note_list(audit::Actor(scope),
                       {"case", "crisis.cases", {{"crisis", request.param("id")}}, {}, shown});
  return answer;
}

Response of_case(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const crisis::Crisis& one : desk.crisis.of_case(tx, scope, case_param(tx, desk, scope, request)))
      items.emplace_back(body_of(one, context.language, desk.database.clock().now()));
    return Response::json(list_of(std::move(items)));
  });
}

Response tag(const DeskServices& desk, const Request& request, Context& context, bool on) {
  const access::Scope scope = desk.scope(context);
  const crisis::CrisisId id{request.id_param("crisis_id")};
  desk.database.write([&](db::Tx& tx) {
    const CaseId about = case_param(tx, desk, scope, request);
    if (on)
      desk.crisis.tag(tx, scope, about, id);
    else
      desk.crisis.untag(tx, scope, about, id);
  });
  return Response::empty();
}

}  // namespace

void add_crisis_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, std::string_view permission, auto handler) {
    router.add(method, std::move(pattern), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/crises", "case.read", list);
  add(Method::post, "/api/v1/crises", "crisis.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return save(services, request, context, {});
      });
  add(Method::put, "/api/v1/crises/{id}", "crisis.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return save(services, request, context, crisis::CrisisId{request.id_param()});
      });
  add(Method::post, "/api/v1/crises/{id}/end", "crisis.write", end);
  add(Method::get, "/api/v1/crises/{id}/cases", "case.read", cases_of);
  add(Method::get, "/api/v1/cases/{id}/crises", "case.read", of_case);
  add(Method::put, "/api/v1/cases/{id}/crises/{crisis_id}", "case.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return tag(services, request, context, true);
      });
  add(Method::del, "/api/v1/cases/{id}/crises/{crisis_id}", "case.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return tag(services, request, context, false);
      });
}

}  // namespace aproape::api
