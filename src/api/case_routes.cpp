#include "api/case_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/case_part_routes.hpp"
#include "api/case_work_routes.hpp"
#include "api/feed_cursor.hpp"
#include "api/idempotency.hpp"
#include "api/new_case.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;
using http::Request;
using http::Response;

}  // namespace

cases::Filter filter_of(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                        const Request& request) {
  cases::Filter filter;
  filter.view = request.query_or("view", "all");
  // A saved view is the parameters that it was saved with; the request's own come on top.
  json::Value saved = json::Object{};
  if (const auto id = parse<cases::ViewId>(filter.view)) {
    bool found = false;
    for (const cases::SavedView& view : desk.cases.views(tx, scope)) {
      if (view.id != *id) continue;
      saved = json::parse(view.query);
      found = true;
    }
    if (!found) throw Error(ErrorKind::not_found, "view.not_found");
    filter.view = saved.get_string("view", "all");
  }
  const auto value = [&](std::string_view name) { return request.query_or(name, saved.get_string(name)); };
  filter.query = value("query");
  filter.status = value("status");
  filter.urgency = value("urgency");
  filter.category = value("category");
  filter.sort = value("sort");
  if (const std::string mission = value("mission"); !mission.empty()) {
    const auto directory = desk.network.directory();
    const network::Unit* unit = directory->unit(std::string_view(mission));
    filter.unit = unit != nullptr ? unit->id : UnitId{-1};  // an unknown mission has no cases
  }
  if (const std::string holder = value("holder"); !holder.empty())
    filter.holder = parse<AccountId>(holder).value_or(AccountId{-1});
  return filter;
}

namespace {

Response list(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  cases::Filter filter;
  std::size_t shown = 0;
  Response answer = desk.database.read([&](db::Tx& tx) {
    filter = filter_of(tx, desk, scope, request);
    const cases::Page page =
        desk.cases.list(tx, scope, filter, request.query_or("cursor", ""), request.limit());
    shown = page.items.size();
    json::Array items;
    for (const cases::Case& c : page.items) items.emplace_back(case_item(c, *directory, context.language));
    Response response = Response::json(
        http::list_body(std::move(items), page.next.empty() ? std::nullopt : std::optional(page.next)));
    return response.header("Aproape-Cursor", feed_cursor(tx));
  });
  desk.audit.note_list(audit::Actor(scope), {"case",
                                             "case.list",
                                             {{"view", filter.view},
                                              {"status", filter.status},
                                              {"unit", filter.unit.empty() ? "" : filter.unit.str()},
                                              {"holder", filter.holder.empty() ? "" : filter.holder.str()},
                                              {"urgency", filter.urgency},
                                              {"category", filter.category},
                                              {"cursor", request.query_or("cursor", "")}},
                                             filter.query,
                                             shown});
  return answer;
}

Response create(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body(
      {"subject", "unit", "urgency", "category", "subcategory", "language", "requester", "note"});
  cases::NewCase what;
  what.subject = body.get_string("subject");
  if (what.subject.empty()) throw Error("case.invalid", {{"subject", "field.required"}});
  what.channel = "visit";
  what.urgency = body.get_string("urgency", "P3");
  what.category = body.get_string("category");
  what.subcategory = body.get_string("subcategory");
  what.language = body.get_string("language");
  what.unit = unit_member(desk, body, "unit");
  what.placed_by = {"staff", {}};
  const auto directory = desk.network.directory();
  if (what.unit.empty()) {
    // Staff of one mission open cases there; the network's staff in the centre.
    if (const auto own = scope.units("case.write"); !scope.may_everywhere("case.write") && !own.empty())
      what.unit = own.front();
    else if (directory->central() != nullptr)
      what.unit = directory->central()->id;
  } else if (!scope.may("case.write", what.unit)) {
    throw Error("field.invalid", {{"unit", "unit.unknown"}});
  }
  const json::Value& requester = body["requester"];
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    check_category(tx, desk, what.category, what.subcategory);
    cases::NewCase opened = what;
    if (!requester.is_null()) opened.requester = requester_of(tx, desk, requester, what.language);
    cases::Case c = desk.cases.open(tx, scope, opened);
    if (const std::string note = body.get_string("note"); !note.empty()) {
      desk.cases.add_note(tx, scope, c.id, note);
      c = desk.cases.get(tx, scope, c.id);
    }
    return Response::json(case_body(tx, desk, scope, c, context.language), 201).version(c.version);
  });
}

Response get(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  CaseId id;
  Response response = desk.database.read([&](db::Tx& tx) {
    id = case_param(tx, desk, scope, request);
    const cases::Case c = desk.cases.get(tx, scope, id);
    Response answer = Response::json(case_body(tx, desk, scope, c, context.language)).version(c.version);
    return answer.header("Aproape-Cursor", feed_cursor(tx));
  });
  desk.audit.note_read(audit::Actor(scope), "case", id.value, "case.read");
  return response;
}

// What the citizen said of each closing.
Response satisfaction(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  CaseId id;
  Response response = desk.database.read([&](db::Tx& tx) {
    id = case_param(tx, desk, scope, request);
    json::Array items;
    for (const auto& answer : desk.satisfaction.of_case(tx, scope, id))
      items.emplace_back(json::Object{
          {"score", answer.score}, {"comment", text_or_null(answer.comment)}, {"at", to_rfc3339(answer.at)}});
    return Response::json(list_of(std::move(items)));
  });
  desk.audit.note_read(audit::Actor(scope), "case", id.value, "case.satisfaction");
  return response;
}

Response change(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"subject", "urgency", "category", "subcategory", "language", "family"});
  const cases::Service::Change change{given_text(body, "subject"),  given_text(body, "urgency"),
                                      given_text(body, "category"), given_text(body, "subcategory"),
                                      given_text(body, "language"), given_text(body, "family")};
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    const cases::Case c = desk.cases.change(tx, scope, id, request.if_match(), change);
    if (change.category || change.subcategory) check_category(tx, desk, c.category, c.subcategory);
    return Response::json(case_body(tx, desk, scope, c, context.language)).version(c.version);
  });
}

}  // namespace

void add_case_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, Policy policy, auto handler) {
    router.add(method, std::move(pattern), std::move(policy),
               [desk, handler](const Request& request, http::Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/cases", Policy::needs("case.read"), list);
  add(Method::post, "/api/v1/cases", Policy::needs("case.write").body(512 * 1024), create);
  add(Method::get, "/api/v1/cases/{id}", Policy::needs("case.read"), get);
  add(Method::patch, "/api/v1/cases/{id}", Policy::needs("case.write"), change);
  add(Method::get, "/api/v1/cases/{id}/satisfaction", Policy::needs("case.read"), satisfaction);
  add_case_work_routes(router, desk);
  add_case_part_routes(router, desk);
}

}  // namespace aproape::api
