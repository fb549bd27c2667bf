#include "api/surge_routes.hpp"

#include <cstdio>

#include "api/agent_json.hpp"
#include "api/authenticator.hpp"
#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/surge_accounts.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr int kPasswordWords = 4;
constexpr std::size_t kMostAtOnce = 50;

// "08:30" as minutes of the day; "24:00" is its end.
int minute_member(const json::Value& body, std::string_view name) {
  const std::string text = wanted_text(body, name);
  int hour = -1, minute = -1;
  char rest = 0;
  if (text.size() != 5 || std::sscanf(text.c_str(), "%2d:%2d%c", &hour, &minute, &rest) != 2 || hour < 0 ||
      hour > 24 || minute < 0 || minute > 59)
    throw Error("field.invalid", {{"shifts", "field.invalid"}});
  return hour * 60 + minute;
}

std::string clock_of(int minute) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
  return text;
}

Response shifts_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, AccountId id) {
  json::Array items;
  for (const routing::Shift& shift : desk.routing.shifts(tx, scope, id))
    items.emplace_back(json::Object{{"day", shift.day},
                                    {"from", clock_of(shift.from)},
                                    {"to", clock_of(shift.to)},
                                    {"zone", shift.zone}});
  return Response::json(list_of(std::move(items)));
}

Response set_shifts(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"shifts"});
  std::vector<routing::Shift> shifts;
  if (body["shifts"].is_null()) throw Error("field.invalid", {{"shifts", "field.required"}});
  for (const json::Value& one : body["shifts"].as_array())
    shifts.push_back({static_cast<int>(one.get_int("day")), minute_member(one, "from"),
                      minute_member(one, "to"), one.get_string("zone", "Europe/Bucharest")});
  return desk.database.write([&](db::Tx& tx) {
    desk.routing.set_shifts(tx, scope, AccountId{request.id_param()}, shifts);
    return shifts_body(tx, desk, scope, AccountId{request.id_param()});
  });
}

json::Object surge_body(db::Tx& tx, const DeskServices& desk, const routing::Surge& surge,
                        const network::Directory& directory, std::string_view language) {
  const auto account = desk.access.find(tx, surge.agent);
  const auto by = desk.access.find(tx, surge.by);
  json::Array queues;
  for (const routing::QueueId queue : surge.queues)
    queues.emplace_back(queue_ref(queue, directory, language));
  return {{"id", surge.id.str()},
          {"account", surge.agent.str()},
          {"name", account ? account->name : ""},
          {"login", account ? account->login : ""},
          {"skills", skill_list(surge.skills)},
          {"queues", std::move(queues)},
          {"began_at", to_rfc3339(surge.began_at)},
          {"until", to_rfc3339(surge.until)},
          {"by", by ? by->name : ""},
          {"new_account", surge.new_account}};
}

Response list_surges(const DeskServices& desk, const Request&, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const routing::Surge& surge : desk.routing.surges(tx, scope))
      items.emplace_back(surge_body(tx, desk, surge, *directory, context.language));
    return Response::json(list_of(std::move(items)));
  });
}

// Existing accounts by id, new ones by login and name: operators until the end, and nothing else.
Response begin(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"accounts", "new", "skills", "queues", "until"});
  routing::Surge wanted;
  wanted.skills = skills_member(body);
  for (const UnitId unit : units_member(desk, body, "queues"))
    wanted.queues.push_back(routing::queue_of(unit));
  const auto until = moment_member(body, "until");
  if (!until) throw Error("field.invalid", {{"until", "field.required"}});
  wanted.until = *until;
  const json::Array known = body["accounts"].is_null() ? json::Array{} : body["accounts"].as_array();
  const json::Array fresh = body["new"].is_null() ? json::Array{} : body["new"].as_array();
  if (known.size() + fresh.size() == 0 || known.size() + fresh.size() > kMostAtOnce)
    throw Error("field.invalid", {{"accounts", "field.required"}});
  const auto directory = desk.network.directory();
  const auto by = actor_of(desk.access, request, context);
  return desk.database.write([&](db::Tx& tx) {
    json::Array items;
    json::Object passwords;
    const auto lend = [&](AccountId account, bool made) {
      routing::Surge surge = wanted;
      surge.agent = account;
      surge.new_account = made;
      items.emplace_back(
          surge_body(tx, desk, desk.routing.lend(tx, scope, surge), *directory, context.language));
    };
    for (const json::Value& one : known) {
      const json::Value named{json::Object{{"accounts", one}}};
      const auto id = id_member<AccountId>(named, "accounts");
      const auto account = desk.access.find(tx, id);
      if (!account || account->disabled) throw Error("field.invalid", {{"accounts", "account.unknown"}});
      lend(id, false);
    }
    for (const json::Value& one : fresh) {
      // Asked before anything is made; lend() asks again for each.
      if (!scope.may_everywhere("agent.write")) throw Error(ErrorKind::forbidden, "auth.forbidden");
      access::Service::NewAccount account;
      account.login = wanted_text(one, "login");
      account.name = one.get_string("name");
      account.grants.push_back(access::Grant{"operator", {}});
      account.password = access::Service::one_time_password(kPasswordWords);
      account.one_time = true;
      if (directory->central() != nullptr) account.unit = directory->central()->id;
      passwords.set(account.login, account.password);
      lend(desk.access.add(tx, by, account), true);
    }
    return Response::json(
        json::Object{{"items", std::move(items)}, {"next", nullptr}, {"passwords", std::move(passwords)}},
        201);
  });
}

Response end(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto ended = desk.database.write(
      [&](db::Tx& tx) { return desk.routing.end_surge(tx, scope, routing::SurgeId{request.id_param()}); });
  switch_off(desk.database, desk.routing, desk.access, actor_of(desk.access, request, context), ended);
  return Response::empty();
}

}  // namespace

void add_surge_routes(http::Router& router, const DeskServices& desk) {
  router.add(Method::get, "/api/v1/agents/{id}/shifts", Policy::needs("agent.read"),
             [desk](const Request& request, Context& context) {
               const access::Scope scope = desk.scope(context);
               return desk.database.read(
                   [&](db::Tx& tx) { return shifts_body(tx, desk, scope, AccountId{request.id_param()}); });
             });
  router.add(Method::put, "/api/v1/agents/{id}/shifts", Policy::needs("agent.write"),
             [desk](const Request& request, Context& context) { return set_shifts(desk, request, context); });
  router.add(
      Method::get, "/api/v1/surges", Policy::needs("agent.read"),
      [desk](const Request& request, Context& context) { return list_surges(desk, request, context); });
  router.add(Method::post, "/api/v1/surges", Policy::needs("agent.write").confirmed().secret_answer(),
             [desk](const Request& request, Context& context) { return begin(desk, request, context); });
  router.add(Method::post, "/api/v1/surges/{id}/end", Policy::needs("agent.write"),
             [desk](const Request& request, Context& context) { return end(desk, request, context); });
}

}  // namespace aproape::api
