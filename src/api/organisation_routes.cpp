#include "api/organisation_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"
#include "api/identity_json.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;
using http::Request;
using http::Response;

// The first identity of a kind: what a form shows beside the name.
json::Value first_of(const people::Organisation& o, std::string_view kind) {
  for (const people::Identity& identity : o.identities)
    if (identity.kind == kind) return identity.value;
  return {};
}

json::Value body_of(const people::Organisation& o) {
  json::Array identities;
  for (const people::Identity& identity : o.identities) identities.push_back(identity_body(identity));
  return json::Object{{"id", o.id.str()},
                      {"name", o.name},
                      {"kind", text_or_null(o.kind)},
                      {"email", first_of(o, "email")},
                      {"phone", first_of(o, "phone")},
                      {"country", text_or_null(o.country)},
                      {"identities", std::move(identities)},
                      {"version", o.version}};
}

OrganisationId id_of(const Request& request) {
  return OrganisationId{request.id_param()};
}

Response list(const DeskServices& desk, const Request& request, http::Context&) {
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const people::Organisation& o :
         desk.people.organisations(tx, request.query_or("query", ""), request.limit()))
      items.push_back(body_of(o));
    return Response::json(http::list_body(std::move(items), std::nullopt));
  });
}

Response get(const DeskServices& desk, const Request& request, http::Context&) {
  return desk.database.read([&](db::Tx& tx) {
    const auto o = desk.people.organisation(tx, id_of(request));
    if (!o) throw Error(ErrorKind::not_found, "organisation.not_found");
    return Response::json(body_of(*o)).version(o->version);
  });
}

Response add(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"name", "kind", "country", "email", "phone"});
  people::Organisation what;
  what.name = body.get_string("name");
  what.kind = body.get_string("kind", "other");
  what.country = body.get_string("country");
  for (const std::string_view kind : {"email", "phone"})
    if (const std::string value = body.get_string(kind); !value.empty())
      what.identities.push_back({{}, std::string(kind), value, "claimed"});
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const people::Organisation o = desk.people.add_organisation(tx, scope, what);
    return Response::json(body_of(o), 201).version(o.version);
  });
}

Response change(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"name", "kind", "country"});
  const people::Service::OrganisationChange change{given_text(body, "name"), given_text(body, "kind"),
                                                   text_member(body, "country")};
  return desk.database.write([&](db::Tx& tx) {
    const people::Organisation o =
        desk.people.change_organisation(tx, scope, id_of(request), request.if_match(), change);
    return Response::json(body_of(o)).version(o.version);
  });
}

Response add_identity(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  people::Identity identity = identity_member(request);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    identity.id = desk.people.add_identity(tx, scope, id_of(request), identity);
    return Response::json(identity_body(identity), 201);
  });
}

Response drop_identity(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write([&](db::Tx& tx) {
    desk.people.drop_identity(tx, scope, id_of(request), people::IdentityId{request.id_param("identity_id")});
  });
  return Response::empty();
}

}  // namespace

void add_organisation_routes(http::Router& router, const DeskServices& desk) {
  const auto route = [&](Method method, std::string_view rest, std::string_view permission, auto handler) {
    router.add(method, "/api/v1/organisations" + std::string(rest), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, http::Context& context) {
                 return handler(desk, request, context);
               });
  };
  route(Method::get, "", "person.read", list);
  route(Method::post, "", "person.write", add);
  route(Method::get, "/{id}", "person.read", get);
  route(Method::patch, "/{id}", "person.write", change);
  route(Method::post, "/{id}/identities", "person.write", add_identity);
  route(Method::del, "/{id}/identities/{identity_id}", "person.write", drop_identity);
}

}  // namespace aproape::api
