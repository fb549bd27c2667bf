#include "api/offer_routes.hpp"

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

// So long a neighbour who took a case may see it.
constexpr Millis kNeighbour = 30 * kDay;

Response own_agent(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                   const network::Directory& directory, std::string_view language) {
  json::Object body = agent_body(desk.routing.agent(tx, scope.account()), directory, language);
  json::Array hands;
  for (const routing::WorkRecord& work : desk.routing.in_hands(tx, scope.account()))
    hands.emplace_back(work_body(tx, desk, scope, work, directory, language));
  body.set("hands", std::move(hands));
  json::Array reasons;
  for (const routing::PauseReason& reason : desk.routing.pause_reasons())
    reasons.emplace_back(
        json::Object{{"code", reason.code}, {"name", language == "ro" ? reason.name_ro : reason.name_en}});
  body.set("reasons", std::move(reasons));
  return Response::json(std::move(body));
}

// Runs `work` in a transaction and answers with the agent as he is then.
template <class Work>
Response change_own(const DeskServices& desk, Context& context, Work work) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.write([&](db::Tx& tx) {
    work(tx, scope);
    return own_agent(tx, desk, scope, *directory, context.language);
  });
}

Response accept(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  return desk.database.write([&](db::Tx& tx) {
    const routing::WorkRecord work = desk.routing.accept(tx, scope, routing::OfferId{request.id_param()});
    if (!scope.may("case.write", work.unit)) {
      const auto own = scope.units("case.write");
      if (own.empty()) throw Error(ErrorKind::forbidden, "auth.forbidden");
      desk.cases.add_grant(tx, access::Scope::system("routing.neighbour"), work.case_id, own.front(),
                           desk.database.clock().now() + kNeighbour, "routing.neighbour");
    }
    const cases::Case taken = desk.cases.assign(tx, scope, work.case_id, 0, scope.account(), {});
    return Response::json(case_item(taken, *directory, context.language));
  });
}

}  // namespace

void add_offer_routes(http::Router& router, const DeskServices& desk) {
  router.add(Method::get, "/api/v1/agents/me", Policy::needs("case.write"),
             [desk](const Request&, Context& context) {
               const access::Scope scope = desk.scope(context);
               const auto directory = desk.network.directory();
               return desk.database.read(
                   [&](db::Tx& tx) { return own_agent(tx, desk, scope, *directory, context.language); });
             });
  router.add(Method::put, "/api/v1/agents/me/availability", Policy::needs("case.write"),
             [desk](const Request& request, Context& context) {
               const json::Value body = request.json_body({"availability", "reason"});
               const auto availability = routing::availability_of(wanted_text(body, "availability"));
               if (!availability) throw Error("field.invalid", {{"availability", "field.invalid"}});
               const std::string reason = body.get_string("reason");
               return change_own(desk, context, [&](db::Tx& tx, const access::Scope& scope) {
                 desk.routing.set_availability(tx, scope, scope.account(), *availability, reason);
               });
             });
  router.add(Method::post, "/api/v1/offers/{id}/accept", Policy::needs("case.write"),
             [desk](const Request& request, Context& context) { return accept(desk, request, context); });
  router.add(Method::post, "/api/v1/offers/{id}/decline", Policy::needs("case.write"),
             [desk](const Request& request, Context& context) {
               return change_own(desk, context, [&](db::Tx& tx, const access::Scope& scope) {
                 desk.routing.decline(tx, scope, routing::OfferId{request.id_param()});
               });
             });
  router.add(Method::post, "/api/v1/wrap-ups/{id}/end", Policy::needs("case.write"),
             [desk](const Request& request, Context& context) {
               return change_own(desk, context, [&](db::Tx& tx, const access::Scope& scope) {
                 desk.routing.end_wrap_up(tx, scope, routing::WorkId{request.id_param()});
               });
             });
}

}  // namespace aproape::api
