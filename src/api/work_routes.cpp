#include "api/work_routes.hpp"

#include "api/agent_json.hpp"
#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/holder.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

routing::WorkId work_param(const Request& request) {
  return routing::WorkId{request.id_param()};
}

Response list_line(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const routing::WaitingWork& one : desk.routing.line(tx, scope, request.limit()))
      items.emplace_back(waiting_body(tx, desk, scope, one, *directory, context.language));
    return Response::json(list_of(std::move(items)));
  });
}

// Another queue, another urgency, other skills. What belongs to the case is changed in the case.
Response change(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"unit", "urgency", "skills"});
  const UnitId unit = unit_member(desk, body, "unit");
  const auto urgency = given_text(body, "urgency");
  const json::Object& members = body.as_object();
  const json::Value* wanted = members.find("skills");
  std::optional<std::vector<routing::Skill>> skills;
  if (wanted != nullptr && !wanted->is_null()) skills = skills_member(body);
  desk.database.write([&](db::Tx& tx) {
    const routing::WorkRecord work = desk.routing.work(tx, scope, work_param(request));
    if (wanted != nullptr) {
      desk.routing.ask_for(tx, scope, work.id, skills);
      desk.cases.follow_work(tx, work.case_id);
    }
    if (urgency) {
      cases::Service::Change change;
      change.urgency = *urgency;
      desk.cases.change(tx, scope, work.case_id, 0, change);
    }
    // Last: it can take the case out of the caller's sight.
    if (!unit.empty() && unit != work.unit) desk.cases.transfer(tx, scope, work.case_id, 0, unit, {});
  });
  return Response::empty();
}

// From whoever has it back into the line.
Response take_back(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write([&](db::Tx& tx) {
    const auto work = desk.routing.take_back(tx, scope, work_param(request));
    if (work.engagement->phase == routing::Engagement::Phase::held)
      desk.cases.assign(tx, scope, work.case_id, 0, {}, {});
  });
  return Response::empty();
}

// To somebody by name, whether or not the router would have asked him.
Response give(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"account"});
  const auto account = id_member<AccountId>(body, "account");
  if (account.empty()) throw Error("field.invalid", {{"account", "field.required"}});
  const access::Scope holder = desk.access.scope(account);
  desk.database.write([&](db::Tx& tx) {
    const auto work = desk.routing.work(tx, scope, work_param(request));
    check_holder(tx, desk, holder, work.unit);
    desk.cases.assign(tx, scope, work.case_id, 0, account, {});
  });
  return Response::empty();
}

}  // namespace

void add_work_routes(http::Router& router, const DeskServices& desk) {
  using Handler = Response (*)(const DeskServices&, const Request&, Context&);
  const auto add = [&](Method method, const char* path, const char* permission, Handler handler) {
    router.add(method, path, Policy::needs(permission),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/work", "agent.read", list_line);
  add(Method::patch, "/api/v1/work/{id}", "agent.write", change);
  add(Method::post, "/api/v1/work/{id}/take-back", "agent.write", take_back);
  add(Method::post, "/api/v1/work/{id}/give", "agent.write", give);
}

}  // namespace aproape::api
