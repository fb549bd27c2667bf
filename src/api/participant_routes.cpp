#include "api/participant_routes.hpp"

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

json::Array member_list(const std::vector<collaboration::Member>& members) {
  json::Array list;
  for (const auto& member : members)
    list.emplace_back(json::Object{{"id", member.id.str()}, {"name", member.name}});
  return list;
}

json::Object team_body(const collaboration::Team& team) {
  return {{"id", team.id.str()},
          {"unit", team.unit.str()},
          {"code", team.code},
          {"name", team.name},
          {"closed", team.closed},
          {"version", team.version},
          {"members", member_list(team.members)}};
}

Response participants(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, CaseId id) {
  const auto followers = desk.collaboration.followers(tx, scope, id);
  const auto team = desk.collaboration.team_of(tx, scope, id);
  const bool following = std::any_of(followers.begin(), followers.end(),
                                     [&](const auto& member) { return member.id == scope.account(); });
  return Response::json(json::Object{{"following", following},
                                     {"followers", member_list(followers)},
                                     {"team", team ? json::Value(team_body(*team)) : json::Value()}});
}

Response show(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.read(
      [&](db::Tx& tx) { return participants(tx, desk, scope, case_param(tx, desk, scope, request)); });
}

Response follow(const DeskServices& desk, const Request& request, Context& context, bool on) {
  const access::Scope scope = desk.scope(context);
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    if (on)
      desk.collaboration.follow(tx, scope, id);
    else
      desk.collaboration.unfollow(tx, scope, id);
    return participants(tx, desk, scope, id);
  });
}

Response set_team(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto team = id_member<collaboration::TeamId>(request.json_body({"team"}), "team");
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    desk.collaboration.set_team(tx, scope, id, team);
    return participants(tx, desk, scope, id);
  });
}

Response teams(const DeskServices& desk, const Request&, Context&) {
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const auto& team : desk.collaboration.teams(tx)) items.emplace_back(team_body(team));
    return Response::json(list_of(std::move(items)));
  });
}

// Adds a team (empty id) or changes one; what the body does not name stays.
Response save_team(const DeskServices& desk, const Request& request, Context& context,
                   collaboration::TeamId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"unit", "code", "name", "closed", "members"});
  const UnitId unit = unit_member(desk, body, "unit");
  const std::int64_t version = id.empty() ? 0 : request.if_match();
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    collaboration::Team team;
    for (const auto& one : desk.collaboration.teams(tx))
      if (one.id == id) team = one;
    if (team.id != id) throw Error(ErrorKind::not_found, "team.not_found");
    team.version = version;
    if (!unit.empty()) team.unit = unit;
    team.code = given_text(body, "code").value_or(team.code);
    team.name = given_text(body, "name").value_or(team.name);
    team.closed = flag_member(body, "closed").value_or(team.closed);
    std::vector<AccountId> members;
    if (body["members"].is_null()) {
      for (const auto& member : team.members) members.push_back(member.id);
    } else {
      for (const json::Value& item : body["members"].as_array()) {
        const auto member = parse<AccountId>(item.as_string());
        if (!member) throw Error("team.invalid", {{"members", "account.unknown"}});
        members.push_back(*member);
      }
    }
    const auto saved = desk.collaboration.save(tx, scope, team, members);
    return Response::json(team_body(saved), id.empty() ? 201 : 200).version(saved.version);
  });
}

}  // namespace

void add_participant_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, std::string_view permission, auto handler) {
    router.add(method, std::move(pattern), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/cases/{id}/participants", "case.read", show);
  add(Method::put, "/api/v1/cases/{id}/follow", "case.read",
      [](const DeskServices& services, const Request& request, Context& context) {
        return follow(services, request, context, true);
      });
  add(Method::del, "/api/v1/cases/{id}/follow", "case.read",
      [](const DeskServices& services, const Request& request, Context& context) {
        return follow(services, request, context, false);
      });
  add(Method::put, "/api/v1/cases/{id}/team", "case.write", set_team);
  router.add(Method::get, "/api/v1/teams", Policy::signed_in(),
             [desk](const Request& request, Context& context) { return teams(desk, request, context); });
  add(Method::post, "/api/v1/teams", "network.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return save_team(services, request, context, {});
      });
  add(Method::patch, "/api/v1/teams/{id}", "network.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return save_team(services, request, context, collaboration::TeamId{request.id_param()});
      });
}

}  // namespace aproape::api
