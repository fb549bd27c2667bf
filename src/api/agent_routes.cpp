#include "api/agent_routes.hpp"

#include "api/agent_json.hpp"
#include "api/body.hpp"
#include "api/case_json.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Object with_name(db::Tx& tx, const DeskServices& desk, AccountId id, json::Object body) {
  const auto account = desk.access.find(tx, id);
  body.set("name", account ? account->name : "");
  return body;
}

Response list_agents(const DeskServices& desk, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const routing::AgentRecord& agent : desk.routing.agents(tx, scope)) {
      json::Object body = with_name(tx, desk, agent.id, agent_body(agent, *directory, context.language));
      json::Array hands;
      for (const routing::WorkRecord& work : desk.routing.in_hands(tx, agent.id))
        hands.emplace_back(work_body(tx, desk, scope, work, *directory, context.language));
      body.set("hands", std::move(hands));
      items.emplace_back(std::move(body));
    }
    return Response::json(list_of(std::move(items)));
  });
}

routing::Service::Description description_of(const DeskServices& desk, const json::Value& body) {
  routing::Service::Description description;
  if (!body["queues"].is_null()) description.queues = units_member(desk, body, "queues");
  if (!body["skills"].is_null()) description.skills = skills_member(body);
  if (!body["limits"].is_null()) {
    description.limits = routing::kLimits;
    for (std::size_t i = 0; i < routing::kChannels; ++i) {
      int& limit = (*description.limits)[i];
      limit =
          static_cast<int>(body["limits"].get_int(routing::name_of(static_cast<routing::Channel>(i)), limit));
    }
  }
  return description;
}

Response change_agent(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"queues", "skills", "limits"});
  const auto description = description_of(desk, body);
  const auto directory = desk.network.directory();
  return desk.database.write([&](db::Tx& tx) {
    const auto agent =
        desk.routing.describe(tx, scope, AccountId{request.id_param()}, request.if_match(), description);
    return Response::json(with_name(tx, desk, agent.id, agent_body(agent, *directory, context.language)))
        .version(agent.version);
  });
}

// A supervisor sends somebody who is there to a pause or home, or back to work.
Response set_availability(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"availability", "reason"});
  const auto availability = routing::availability_of(wanted_text(body, "availability"));
  if (!availability) throw Error("field.invalid", {{"availability", "field.invalid"}});
  const std::string reason = body.get_string("reason");
  const auto directory = desk.network.directory();
  return desk.database.write([&](db::Tx& tx) {
    const auto agent =
        desk.routing.set_availability(tx, scope, AccountId{request.id_param()}, *availability, reason);
    return Response::json(with_name(tx, desk, agent.id, agent_body(agent, *directory, context.language)));
  });
}

// Anybody of the staff, also who is not there: his skills can be set before he comes.
Response one_agent(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    const auto agent = desk.routing.agent_for(tx, scope, AccountId{request.id_param()});
    return Response::json(with_name(tx, desk, agent.id, agent_body(agent, *directory, context.language)))
        .version(agent.version);
  });
}

Response history(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const auto& change : desk.routing.history(tx, scope, AccountId{request.id_param()}, request.limit()))
      items.emplace_back(json::Object{{"availability", routing::name_of(change.availability)},
                                      {"reason", text_or_null(change.reason)},
                                      {"at", to_rfc3339(change.at)},
                                      {"by", or_null(change.by.empty() ? "" : change.by.str())}});
    return Response::json(list_of(std::move(items)));
  });
}

Response list_queues(const DeskServices& desk, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const routing::QueueState& state : desk.routing.queues(tx, scope))
      items.emplace_back(json::Object{
          {"unit", queue_ref(routing::queue_of(state.unit), *directory, context.language)},
          {"waiting", state.waiting},
          {"emergencies", state.emergencies},
          {"oldest", moment_or_null(state.oldest)},
          {"available", state.available},
          {"free", state.free},
          {"expected_seconds", state.expected ? json::Value(*state.expected / kSecond) : json::Value()},
          {"agents", state.agents}});
    return Response::json(list_of(std::move(items)));
  });
}

// The last twelve hours of the line, for the wallboard: numbers only.
Response flow(const DeskServices& desk, Context& context) {
  constexpr int kHours = 12;
  constexpr Millis kAim = kHour;
  const access::Scope scope = desk.scope(context);
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const routing::HourFlow& hour : desk.routing.flow(tx, scope, kHours, kAim))
      items.emplace_back(json::Object{{"from", to_rfc3339(hour.from)},
                                      {"entered", hour.entered},
                                      {"taken", hour.taken},
                                      {"in_time", hour.in_time}});
    return Response::json(json::Object{{"items", std::move(items)},
                                       {"next", nullptr},
                                       {"aim_seconds", kAim / kSecond},
                                       {"as_of", to_rfc3339(desk.database.clock().now())}});
  });
}

Response list_waiting(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const auto& work : desk.routing.waiting(tx, scope, UnitId{request.id_param()}, request.limit()))
      items.emplace_back(work_body(tx, desk, scope, work, *directory, context.language));
    return Response::json(list_of(std::move(items)));
  });
}

}  // namespace

void add_agent_routes(http::Router& router, const DeskServices& desk) {
  router.add(Method::get, "/api/v1/agents", Policy::needs("agent.read"),
             [desk](const Request&, Context& context) { return list_agents(desk, context); });
  router.add(Method::get, "/api/v1/agents/{id}", Policy::needs("agent.read"),
             [desk](const Request& request, Context& context) { return one_agent(desk, request, context); });
  router.add(
      Method::patch, "/api/v1/agents/{id}", Policy::needs("agent.write"),
      [desk](const Request& request, Context& context) { return change_agent(desk, request, context); });
  router.add(
      Method::put, "/api/v1/agents/{id}/availability", Policy::needs("agent.write"),
      [desk](const Request& request, Context& context) { return set_availability(desk, request, context); });
  router.add(Method::get, "/api/v1/agents/{id}/history", Policy::needs("agent.read"),
             [desk](const Request& request, Context& context) { return history(desk, request, context); });
  router.add(Method::get, "/api/v1/queues", Policy::needs("agent.read"),
             [desk](const Request&, Context& context) { return list_queues(desk, context); });
  router.add(Method::get, "/api/v1/queues/flow", Policy::needs("agent.read"),
             [desk](const Request&, Context& context) { return flow(desk, context); });
  router.add(
      Method::get, "/api/v1/queues/{id}/work", Policy::needs("agent.read"),
      [desk](const Request& request, Context& context) { return list_waiting(desk, request, context); });
}

}  // namespace aproape::api
