#include "api/unit_routes.hpp"

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

json::Value unit_body(const Request& request) {
  return request.json_body({"code", "kind", "post", "parent", "name_ro", "name_en", "country", "city",
                            "time_zone", "address", "email", "phone", "emergency_phone", "valid_from",
                            "valid_to"});
}

void take(const json::Value& body, const char* name, std::string& target) {
  if (auto text = text_member(body, name)) target = *std::move(text);
}

void apply(network::Service& network, db::Tx& tx, const json::Value& body, network::Unit& unit) {
  take(body, "code", unit.code);
  take(body, "kind", unit.kind);
  take(body, "post", unit.post);
  take(body, "name_ro", unit.name_ro);
  take(body, "name_en", unit.name_en);
  take(body, "country", unit.country);
  take(body, "city", unit.city);
  take(body, "time_zone", unit.time_zone);
  take(body, "address", unit.address);
  take(body, "email", unit.email);
  take(body, "phone", unit.phone);
  take(body, "emergency_phone", unit.emergency_phone);
  take(body, "valid_from", unit.valid_from);
  take(body, "valid_to", unit.valid_to);
  if (const auto parent = text_member(body, "parent")) {
    const auto id = parse<UnitId>(*parent);
    const auto found = id ? network.find_unit(tx, *id) : network.find_unit(tx, std::string_view(*parent));
    if (!parent->empty() && !found) throw Error("field.invalid", {{"parent", "unit.unknown"}});
    unit.parent = found ? found->id : UnitId{};
  }
}

}  // namespace

void add_unit_routes(http::Router& router, network::Service& network) {
  router.add(Method::get, "/api/v1/units", Policy::signed_in(), [&network](const Request&, Context&) {
    // The tree comes whole: it has a few hundred nodes, and a part of a tree is of no use.
    json::Array items;
    const auto directory = network.directory();
    for (const network::Unit& unit : directory->units()) items.push_back(unit_json(unit));
    return Response::json(list_of(std::move(items)));
  });
  router.add(Method::post, "/api/v1/units", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const auto body = unit_body(request);
               const auto by = actor_of(network.access(), request, context);
               return Idempotency::write(network.database(), request, context, [&](db::Tx& tx) {
                 network::Unit fresh;
                 fresh.time_zone = "Europe/Bucharest";
                 apply(network, tx, body, fresh);
                 const network::Unit unit = network.save(tx, by, fresh);
                 return Response::json(unit_json(unit), 201).version(unit.version);
               });
             });
  router.add(Method::patch, "/api/v1/units/{id}", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const auto body = unit_body(request);
               const auto by = actor_of(network.access(), request, context);
               const std::int64_t version = request.if_match();
               const auto unit = network.database().write([&](db::Tx& tx) {
                 auto present = network.find_unit(tx, UnitId{request.id_param()});
                 if (!present) throw Error(ErrorKind::not_found, "not_found");
                 present->version = version;
                 apply(network, tx, body, *present);
                 return network.save(tx, by, *present);
               });
               return Response::json(unit_json(unit)).version(unit.version);
             });
}

}  // namespace aproape::api
