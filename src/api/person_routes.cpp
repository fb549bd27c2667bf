#include "api/person_routes.hpp"

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

json::Object person_body(const people::Person& p) {
  json::Array identities, merged;
  for (const people::Identity& i : p.identities) identities.push_back(identity_body(i));
  for (const PersonId id : p.merged) merged.emplace_back(json::Object{{"id", id.str()}, {"name", p.name}});
  return {{"id", p.id.str()},
          {"name", p.name},
          {"language", text_or_null(p.language)},
          {"nationality", text_or_null(p.nationality)},
          {"domicile", text_or_null(p.domicile)},
          {"identities", std::move(identities)},
          {"merged", std::move(merged)},
          {"merged_into", p.merged_into.empty() ? json::Value() : json::Value(p.merged_into.str())},
          {"version", p.version}};
}

json::Value whole_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, PersonId id) {
  constexpr int kMostCases = 50;
  const people::Person person = desk.people.get(tx, scope, id);
  json::Object body = person_body(person);
  json::Array merged, cases;
  for (const PersonId other : person.merged)
    merged.emplace_back(
        json::Object{{"id", other.str()},
                     {"name", desk.people.get(tx, access::Scope::system("person.merged"), other).name}});
  std::vector<PersonId> all = person.merged;
  all.push_back(id);
  for (const PersonId one : all)
    for (const cases::Case& c : desk.cases.of_person(tx, scope, one, kMostCases))
      cases.emplace_back(json::Object{{"id", c.id.str()},
                                      {"number", c.number},
                                      {"subject", c.subject},
                                      {"status", c.status},
                                      {"updated_at", to_rfc3339(c.updated_at)}});
  body.set("merged", std::move(merged));
  body.set("cases", std::move(cases));
  return body;
}

Response list(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  PersonId before;
  if (const auto cursor = request.query("cursor"))
    before = PersonId{http::decode_cursor("people", *cursor, 1)[0]};
  const std::string words = request.query_or("query", "");
  std::size_t seen = 0;
  Response response = desk.database.read([&](db::Tx& tx) {
    const int limit = request.limit();
    std::vector<people::Person> found = desk.people.find(tx, scope, words, before, limit + 1);
    std::optional<std::string> next;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.resize(static_cast<std::size_t>(limit));
      next = http::encode_cursor("people", {found.back().id.value});
    }
    json::Array items;
    for (const people::Person& person : found) items.emplace_back(person_body(person));
    seen = items.size();
    return Response::json(http::list_body(std::move(items), next));
  });
  desk.audit.note_list(audit::Actor(scope),
                       {"person", "person.list", {{"cursor", request.query_or("cursor", "")}}, words, seen});
  return response;
}

Response get(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const PersonId id{request.id_param()};
  Response response = desk.database.read([&](db::Tx& tx) {
    const std::int64_t version = desk.people.get(tx, scope, id).version;
    return Response::json(whole_body(tx, desk, scope, id)).version(version);
  });
  desk.audit.note_read(audit::Actor(scope), "person", id.value, "person.read");
  return response;
}

Response change(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"name", "language", "nationality", "domicile"});
  const people::Service::Change change{given_text(body, "name"), given_text(body, "language"),
                                       given_text(body, "nationality"), given_text(body, "domicile")};
  return desk.database.write([&](db::Tx& tx) {
    const people::Person p =
        desk.people.change(tx, scope, PersonId{request.id_param()}, request.if_match(), change);
    return Response::json(whole_body(tx, desk, scope, p.id)).version(p.version);
  });
}

Response add_identity(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  people::Identity identity = identity_member(request);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    identity.id = desk.people.add_identity(tx, scope, PersonId{request.id_param()}, identity.kind,
                                           identity.value, identity.proof);
    return Response::json(identity_body(identity), 201);
  });
}

Response drop_identity(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write([&](db::Tx& tx) {
    desk.people.drop_identity(tx, scope, PersonId{request.id_param()},
                              people::IdentityId{request.id_param("identity_id")});
  });
  return Response::empty();
}

Response merge(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto into = id_member<PersonId>(request.json_body({"into"}), "into");
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    desk.people.merge(tx, scope, PersonId{request.id_param()}, into);
    return Response::json(whole_body(tx, desk, scope, into));
  });
}

Response unmerge(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    desk.people.unmerge(tx, scope, PersonId{request.id_param()});
    return Response::json(whole_body(tx, desk, scope, PersonId{request.id_param()}));
  });
}

}  // namespace

void add_person_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string_view rest, std::string_view permission, auto handler) {
    router.add(method, "/api/v1/" + std::string(rest), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, http::Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "people", "person.read", list);
  add(Method::get, "people/{id}", "person.read", get);
  add(Method::patch, "people/{id}", "person.write", change);
  add(Method::post, "people/{id}/identities", "person.write", add_identity);
  add(Method::del, "people/{id}/identities/{identity_id}", "person.write", drop_identity);
  add(Method::post, "people/{id}/merge", "person.write", merge);
  add(Method::post, "people/{id}/unmerge", "person.write", unmerge);
}

}  // namespace aproape::api
