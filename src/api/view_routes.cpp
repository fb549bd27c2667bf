#include "api/view_routes.hpp"

#include <algorithm>
#include <array>

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/feed_cursor.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Request;
using http::Response;

// The views that everybody has; the desk translates their names. Hot: a number there wants somebody's hand.
struct Fixed {
  std::string_view id;
  bool hot;
};
constexpr std::array<Fixed, 9> kFixed = {{{"mine", false},
                                          {"unassigned", true},
                                          {"unit", false},
                                          {"answer", false},
                                          {"waiting", false},
                                          {"overdue", true},
                                          {"snoozed", false},
                                          {"closed", false},
                                          {"all", false}}};
// What is counted live stops here: the desk shows "999+", and a count costs the same at any size.
constexpr int kMostCounted = 1000;

// One count for each of kFixed.
std::vector<int> fixed_counts(db::Tx& tx, const DeskServices& desk, const access::Scope& scope) {
  std::vector<std::string_view> views;
  for (const Fixed& fixed : kFixed) views.push_back(fixed.id);
  return desk.cases.counts(tx, scope, views, kMostCounted);
}

json::Value view_body(std::string_view id, std::string_view name, std::string_view kind,
                      const json::Value& query, int count, bool hot) {
  return json::Object{{"id", id},       {"name", name},   {"kind", kind},
                      {"query", query}, {"count", count}, {"hot", hot}};
}

cases::Filter filter_of(const DeskServices& desk, const json::Value& query) {
  cases::Filter filter;
  filter.view = query.get_string("view", "all");
  filter.query = query.get_string("query");
  filter.status = query.get_string("status");
  filter.urgency = query.get_string("urgency");
  filter.category = query.get_string("category");
  if (const std::string mission = query.get_string("mission"); !mission.empty()) {
    const auto directory = desk.network.directory();
    const network::Unit* unit = directory->unit(std::string_view(mission));
    filter.unit = unit != nullptr ? unit->id : UnitId{-1};
  }
  return filter;
}

json::Value saved_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                       const cases::SavedView& view) {
  const json::Value query = json::parse(view.query);
  const int count = desk.cases.count(tx, scope, filter_of(desk, query), kMostCounted);
  return view_body(view.id.str(), view.name, "saved", query, count, false);
}

// The parameters of GET /cases as texts; anything else is refused.
std::string query_text(const json::Value& query) {
  constexpr std::array<std::string_view, 8> kNames = {"view",   "query",   "status",   "mission",
                                                      "holder", "urgency", "category", "sort"};
  for (const auto& [name, value] : query.as_object()) {
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end() || !value.is_string())
      throw Error("field.invalid", {{"query", "field.unknown"}});
  }
  return json::write(query);
}

Response list(const DeskServices& desk, const Request&, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    const std::vector<int> counted = fixed_counts(tx, desk, scope);
    for (std::size_t i = 0; i < kFixed.size(); ++i)
      items.push_back(view_body(kFixed[i].id, kFixed[i].id, "fixed", json::Object{{"view", kFixed[i].id}},
                                counted[i], kFixed[i].hot && counted[i] > 0));
    for (const cases::SavedView& view : desk.cases.views(tx, scope))
      items.push_back(saved_body(tx, desk, scope, view));
    Response response = Response::json(json::Object{{"items", std::move(items)}});
    return response.header("Aproape-Cursor", feed_cursor(tx));
  });
}

Response save(const DeskServices& desk, const Request& request, http::Context& context, cases::ViewId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"name", "query"});
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    cases::SavedView view{id, {}, "{}"};
    for (const cases::SavedView& own : desk.cases.views(tx, scope))
      if (own.id == id) view = own;
    if (const auto name = given_text(body, "name")) view.name = *name;
    if (!body["query"].is_null()) view.query = query_text(body["query"]);
    return Response::json(saved_body(tx, desk, scope, desk.cases.save_view(tx, scope, view)),
                          id.empty() ? 201 : 200);
  });
}

}  // namespace

json::Object view_counts(const DeskServices& desk, const access::Scope& scope) {
  return desk.database.read([&](db::Tx& tx) {
    json::Object counts;
    const std::vector<int> counted = fixed_counts(tx, desk, scope);
    for (std::size_t i = 0; i < kFixed.size(); ++i) counts.set(std::string(kFixed[i].id), counted[i]);
    return counts;
  });
}

void add_view_routes(http::Router& router, const DeskServices& desk) {
  const http::Policy policy = http::Policy::needs("case.read");
  router.add(Method::get, "/api/v1/views", policy,
             [desk](const Request& request, http::Context& context) { return list(desk, request, context); });
  router.add(Method::post, "/api/v1/views", policy, [desk](const Request& request, http::Context& context) {
    return save(desk, request, context, {});
  });
  router.add(Method::patch, "/api/v1/views/{id}", policy,
             [desk](const Request& request, http::Context& context) {
               return save(desk, request, context, cases::ViewId{request.id_param()});
             });
  router.add(Method::del, "/api/v1/views/{id}", policy,
             [desk](const Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               desk.database.write(
                   [&](db::Tx& tx) { desk.cases.drop_view(tx, scope, cases::ViewId{request.id_param()}); });
               return Response::empty();
             });
}

}  // namespace aproape::api
