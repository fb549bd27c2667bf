#include "api/competence_routes.hpp"

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

json::Value competence_body(const Request& request) {
  return request.json_body(
      {"country", "district", "places", "unit", "service", "valid_from", "valid_to", "to_verify", "basis"});
}

void take(const json::Value& body, const char* name, std::string& target) {
  if (auto text = text_member(body, name)) target = *std::move(text);
}

void apply(network::Service& network, db::Tx& tx, const json::Value& body, network::Competence& competence) {
  take(body, "country", competence.country);
  take(body, "district", competence.district);
  take(body, "places", competence.places);
  take(body, "service", competence.service);
  take(body, "valid_from", competence.valid_from);
  take(body, "valid_to", competence.valid_to);
  take(body, "basis", competence.basis);
  competence.to_verify = flag_member(body, "to_verify").value_or(competence.to_verify);
  if (const auto name = text_member(body, "unit")) {
    const auto id = parse<UnitId>(*name);
    const auto unit = id ? network.find_unit(tx, *id) : network.find_unit(tx, std::string_view(*name));
    if (!unit) throw Error("field.invalid", {{"unit", "unit.unknown"}});
    competence.unit = unit->id;
  }
}

}  // namespace

void add_competence_routes(http::Router& router, network::Service& network) {
  router.add(Method::get, "/api/v1/competences", Policy::signed_in(),
             [&network](const Request& request, Context&) {
               json::Array items;
               const auto all = network.database().read(
                   [&](db::Tx& tx) { return network.competences(tx, request.query_or("country", "")); });
               for (const network::Competence& competence : all) items.push_back(competence_json(competence));
               return Response::json(list_of(std::move(items)));
             });
  router.add(Method::post, "/api/v1/competences", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const auto body = competence_body(request);
               const auto by = actor_of(network.access(), request, context);
               return Idempotency::write(network.database(), request, context, [&](db::Tx& tx) {
                 network::Competence fresh;
                 apply(network, tx, body, fresh);
                 const network::Competence saved = network.save(tx, by, fresh);
                 return Response::json(competence_json(saved), 201).version(saved.version);
               });
             });
  router.add(Method::patch, "/api/v1/competences/{id}", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const auto body = competence_body(request);
               const auto by = actor_of(network.access(), request, context);
               const std::int64_t version = request.if_match();
               const auto saved = network.database().write([&](db::Tx& tx) {
                 auto present = network.competence(tx, network::CompetenceId{request.id_param()});
                 if (!present) throw Error(ErrorKind::not_found, "not_found");
                 present->version = version;
                 apply(network, tx, body, *present);
                 return network.save(tx, by, *present);
               });
               return Response::json(competence_json(saved)).version(saved.version);
             });
  router.add(Method::del, "/api/v1/competences/{id}", Policy::needs("network.write"),
             [&network](const Request& request, Context& context) {
               const auto by = actor_of(network.access(), request, context);
               network.database().write(
                   [&](db::Tx& tx) { network.drop(tx, by, network::CompetenceId{request.id_param()}); });
               return Response::empty();
             });
  router.add(Method::get, "/api/v1/countries", Policy::signed_in(), [&network](const Request&, Context&) {
    json::Array items;
    const auto directory = network.directory();
    for (const network::Country& country : directory->countries())
      items.push_back(
          json::Object{{"code", country.code}, {"name_ro", country.name_ro}, {"name_en", country.name_en}});
    return Response::json(list_of(std::move(items)));
  });
}

}  // namespace aproape::api
