#include "api/offer_routes.hpp"

#include "api/agent_json.hpp"
#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/holder.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

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
  json::Array codes;
  for (const routing::WrapUpCode& code : desk.routing.wrap_up_codes(tx))
    if (code.active)
      codes.emplace_back(
          json::Object{{"code", code.code}, {"name", language == "ro" ? code.name_ro : code.name_en}});
  body.set("codes", std::move(codes));
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
    return Response::json(case_item(take_case(tx, desk, scope, work), *directory, context.language));
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
               json::Value body = json::Object{};
               if (!request.body().empty()) body = request.json_body({"code"});
               const std::string code = body.get_string("code");
               return change_own(desk, context, [&](db::Tx& tx, const access::Scope& scope) {
                 desk.routing.end_wrap_up(tx, scope, routing::WorkId{request.id_param()}, code);
               });
             });
  router.add(Method::get, "/api/v1/agents/me/line", Policy::needs("work.pick"),
             [desk](const Request& request, Context& context) {
               const access::Scope scope = desk.scope(context);
               const auto directory = desk.network.directory();
               return desk.database.read([&](db::Tx& tx) {
                 json::Array items;
                 for (const auto& one : desk.routing.pickable(tx, scope, request.limit()))
                   items.emplace_back(waiting_body(tx, desk, scope, one, *directory, context.language));
                 return Response::json(list_of(std::move(items)));
               });
             });
  router.add(
      Method::post, "/api/v1/work/{id}/pick", Policy::needs("work.pick"),
      [desk](const Request& request, Context& context) {
        const access::Scope scope = desk.scope(context);
        const auto directory = desk.network.directory();
        return desk.database.write([&](db::Tx& tx) {
          const auto work = desk.routing.pick(tx, scope, routing::WorkId{request.id_param()});
          return Response::json(case_item(take_case(tx, desk, scope, work), *directory, context.language));
        });
      });
}

}  // namespace aproape::api
