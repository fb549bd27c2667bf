#include "api/mission_routes.hpp"

#include "api/authenticator.hpp"
#include "api/body.hpp"
#include "api/idempotency.hpp"
#include "api/network_json.hpp"
#include "base/error.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

// The mission of the path. Throws Error{not_found}.
const network::Unit& mission_of(const network::Directory& directory, const Request& request) {
  const network::Unit* unit = directory.unit(std::string_view(request.param("code")));
  if (unit == nullptr || unit->kind != "mission") throw Error(ErrorKind::not_found, "not_found");
  return *unit;
}

Response answer(network::Service& network, const Request& request) {
  const auto directory = network.directory();
  const network::Unit& mission = mission_of(*directory, request);
  return Response::json(mission_json(*directory, mission, network.database().clock().now()))
      .version(mission.version);
}

std::vector<network::Hours> hours_of(const json::Value& body) {
  std::vector<network::Hours> hours;
  for (const json::Value& item : body["hours"].as_array())
    hours.push_back({static_cast<int>(item["day"].as_int()), minute_of(item["from"].as_string(), "from"),
                     minute_of(item["to"].as_string(), "to")});
  return hours;
}

}  // namespace

void add_mission_routes(http::Router& router, network::Service& network) {
  router.add(Method::get, "/api/v1/missions", Policy::signed_in(), [&network](const Request&, Context&) {
    const auto directory = network.directory();
    const Millis now = network.database().clock().now();
    json::Array items;
    for (const network::Unit& unit : directory->units()) {
      if (unit.kind == "mission") items.push_back(mission_json(*directory, unit, now));
    }
    return Response::json(list_of(std::move(items)));
  });
  router.add(Method::get, "/api/v1/missions/{code}", Policy::signed_in(),
             [&network](const Request& request, Context&) { return answer(network, request); });
  router.add(Method::put, "/api/v1/missions/{code}/hours", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const auto body = request.json_body({"hours"});
               const UnitId unit = mission_of(*network.directory(), request).id;
               const auto by = actor_of(network.access(), request, context);
               network.database().write([&](db::Tx& tx) { network.set_hours(tx, by, unit, hours_of(body)); });
               return answer(network, request);
             });
  router.add(Method::post, "/api/v1/missions/{code}/closures", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const auto body = request.json_body({"from", "to", "reason_ro", "reason_en"});
               const network::Closure closure{{},
                                              mission_of(*network.directory(), request).id,
                                              wanted_text(body, "from"),
                                              wanted_text(body, "to"),
                                              wanted_text(body, "reason_ro"),
                                              text_member(body, "reason_en").value_or("")};
               const auto by = actor_of(network.access(), request, context);
               return Idempotency::write(network.database(), request, context, [&](db::Tx& tx) {
                 return Response::json(closure_json(network.add_closure(tx, by, closure)), 201);
               });
             });
  router.add(Method::del, "/api/v1/missions/{code}/closures/{closure_id}", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const UnitId unit = mission_of(*network.directory(), request).id;
               const auto by = actor_of(network.access(), request, context);
               network.database().write([&](db::Tx& tx) {
                 network.drop_closure(tx, by, unit, network::ClosureId{request.id_param("closure_id")});
               });
               return Response::empty();
             });
}

}  // namespace aproape::api
