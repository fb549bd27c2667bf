#include "api/case_part_routes.hpp"

#include <functional>

#include "api/case_json.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;
using http::Request;
using http::Response;

template <class Id>
Id id_path(const Request& request, std::string_view name) {
  return Id{request.id_param(name)};
}

// A case or its number, as a member of a body; the empty id is refused.
CaseId case_member(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, const json::Value& body,
                   std::string_view name) {
  return named_case(tx, desk, scope, body.get_string(name));
}

}  // namespace

void add_case_part_routes(http::Router& router, const DeskServices& desk) {
  using Handler =
      std::function<Response(db::Tx&, const access::Scope&, CaseId, const Request&, http::Context&)>;
  const auto add = [&](Method method, std::string_view rest, Policy policy, Handler handler) {
    router.add(method, "/api/v1/cases/{id}/" + std::string(rest), std::move(policy),
               [desk, handler = std::move(handler)](const Request& request, http::Context& context) {
                 const access::Scope scope = desk.scope(context);
                 return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
                   return handler(tx, scope, case_param(tx, desk, scope, request), request, context);
                 });
               });
  };
  const auto whole = [desk](db::Tx& tx, const access::Scope& scope, CaseId id, const http::Context& context,
                            int status) {
    const cases::Case c = desk.cases.get(tx, scope, id);
    Response response = Response::json(case_body(tx, desk, scope, c, context.language), status);
    return response.version(c.version);
  };
  const Policy write = Policy::needs("case.write");
  add(Method::post, "notes", write.body(512 * 1024),
      [desk](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request, http::Context&) {
        const auto noted =
            desk.collaboration.add_note(tx, scope, id, request.json_body({"text"}).get_string("text"));
        json::Array named, unknown;
        for (const std::string& handle : noted.named) named.emplace_back(handle);
        for (const std::string& handle : noted.unknown) unknown.emplace_back(handle);
        return Response::json(
            json::Object{
                {"id", noted.note.str()}, {"named", std::move(named)}, {"unknown", std::move(unknown)}},
            201);
      });
  add(Method::post, "roles", write,
      [desk](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request, http::Context&) {
        const json::Value body = request.json_body({"role", "person", "organisation", "consent"});
        cases::Role role;
        role.role = body.get_string("role");
        role.person = id_member<PersonId>(body, "person");
        role.organisation = id_member<OrganisationId>(body, "organisation");
        role.consent = body.get_bool("consent");
        const cases::RoleId added = desk.cases.add_role(tx, scope, id, role);
        for (const cases::Role& shown : desk.cases.roles(tx, scope, id))
          if (shown.id == added) return Response::json(role_body(shown), 201);
        return Response::empty();
      });
  add(Method::del, "roles/{role_id}", write,
      [desk](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request, http::Context&) {
        desk.cases.drop_role(tx, scope, id, id_path<cases::RoleId>(request, "role_id"));
        return Response::empty();
      });
  add(Method::post, "grants", Policy::needs("case.grant"),
      [desk](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request, http::Context&) {
        const json::Value body = request.json_body({"unit", "until", "reason"});
        const cases::CaseGrantId grant =
            desk.cases.add_grant(tx, scope, id, unit_member(desk, body, "unit"),
                                 moment_member(body, "until").value_or(0), body.get_string("reason"));
        return Response::json(json::Object{{"id", grant.str()}}, 201);
      });
  add(Method::del, "grants/{grant_id}", Policy::needs("case.grant"),
      [desk](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request, http::Context&) {
        desk.cases.drop_grant(tx, scope, id, id_path<cases::CaseGrantId>(request, "grant_id"));
        return Response::empty();
      });
  add(Method::post, "merge", write,
      [desk, whole](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request,
                    http::Context& context) {
        const CaseId into = case_member(tx, desk, scope, request.json_body({"into"}), "into");
        desk.cases.merge(tx, scope, id, into);
        return whole(tx, scope, into, context, 200);
      });
  // {id} is the alias itself here, which every other route follows.
  router.add(Method::post, "/api/v1/cases/{id}/unmerge", write,
             [desk, whole](const Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
                 const CaseId alias = named_case(tx, desk, scope, request.param("id"));
                 return whole(tx, scope, desk.cases.unmerge(tx, scope, alias).id, context, 200);
               });
             });
  add(Method::post, "split", write,
      [desk, whole](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request,
                    http::Context& context) {
        const json::Value body = request.json_body({"contacts", "subject"});
        std::vector<ContactId> chosen;
        for (const json::Value& item : body["contacts"].as_array()) {
          const auto contact = parse<ContactId>(item.as_string());
          if (!contact) throw Error("field.invalid", {{"contacts", "field.invalid"}});
          chosen.push_back(*contact);
        }
        const cases::Case made =
            desk.cases.split(tx, scope, id, request.if_match(), chosen, body.get_string("subject"));
        return whole(tx, scope, made.id, context, 201);
      });
  router.add(Method::get, "/api/v1/cases/{id}/duplicates", Policy::needs("case.read"),
             [desk](const Request& request, http::Context& context) {
               constexpr int kMost = 5;
               const access::Scope scope = desk.scope(context);
               const auto directory = desk.network.directory();
               return desk.database.read([&](db::Tx& tx) {
                 json::Array items;
                 const CaseId id = case_param(tx, desk, scope, request);
                 for (const cases::Duplicate& one : desk.cases.duplicates(tx, scope, id, kMost)) {
                   json::Object item = case_item(one.other, *directory, context.language);
                   item.set("same_person", text_or_null(one.person));
                   item.set("alike", one.alike);
                   items.emplace_back(std::move(item));
                 }
                 return Response::json(json::Object{{"items", std::move(items)}});
               });
             });
  add(Method::post, "links", write,
      [desk, whole](db::Tx& tx, const access::Scope& scope, CaseId id, const Request& request,
                    http::Context& context) {
        desk.cases.link(tx, scope, id, case_member(tx, desk, scope, request.json_body({"case"}), "case"),
                        "staff");
        return whole(tx, scope, id, context, 201);
      });
}

}  // namespace aproape::api
