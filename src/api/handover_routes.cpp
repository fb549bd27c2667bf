#include "api/handover_routes.hpp"

#include <functional>

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

json::Value unit_ref(UnitId id, const network::Directory& directory, std::string_view language) {
  const network::Unit* unit = directory.unit(id);
  return json::Object{{"id", id.str()},
                      {"code", unit == nullptr ? std::string() : unit->code},
                      {"name", unit == nullptr    ? std::string()
                               : language == "ro" ? unit->name_ro
                                                  : unit->name_en}};
}

json::Value named(AccountId id, std::string_view name) {
  if (id.empty()) return nullptr;
  return json::Object{{"id", id.str()}, {"name", name}};
}

json::Object body_of(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                     const handover::Handover& h, std::string_view language) {
  const auto directory = desk.network.directory();
  // Its receiver no longer sees the case after giving it back: the number is no secret to whom it was shown.
  const cases::Case c = desk.cases.get(tx, access::Scope::system("handover.case"), h.case_id);
  const bool pending = h.state == "pending";
  return {{"id", h.id.str()},
          {"case",
           json::Object{
               {"id", c.id.str()}, {"number", c.number}, {"subject", c.subject}, {"urgency", c.urgency}}},
          {"from", unit_ref(h.from, *directory, language)},
          {"to", unit_ref(h.to, *directory, language)},
          {"reason", h.reason},
          {"state", h.state},
          {"asked_by", named(h.asked_by, h.asked_name)},
          {"asked_at", to_rfc3339(h.asked_at)},
          {"due_at", moment_or_null(h.due_at)},
          {"answer", text_or_null(h.answer)},
          {"decided_by", named(h.decided_by, h.decided_name)},
          {"decided_at", moment_or_null(h.decided_at)},
          {"may_decide", pending && desk.handover.acts_for(scope, h.to)},
          {"may_withdraw", pending && desk.handover.acts_for(scope, h.from)}};
}

Response list(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const std::string direction = request.query_or("direction", "in");
  if (direction != "in" && direction != "out") throw Error("field.invalid", {{"direction", "field.invalid"}});
  std::size_t shown = 0;
  Response answer = desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const handover::Handover& h : desk.handover.pending(tx, scope, direction == "in"))
      items.emplace_back(body_of(tx, desk, scope, h, context.language));
    shown = items.size();
    return Response::json(list_of(std::move(items)));
  });
  desk.audit.note_list(audit::Actor(scope), {"case", "handover.list", {{"direction", direction}}, {}, shown});
  return answer;
}

Response of_case(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  CaseId id;
  Response answer = desk.database.read([&](db::Tx& tx) {
    id = case_param(tx, desk, scope, request);
    json::Array items;
    for (const handover::Handover& h : desk.handover.of_case(tx, scope, id))
      items.emplace_back(body_of(tx, desk, scope, h, context.language));
    return Response::json(list_of(std::move(items)));
  });
  desk.audit.note_read(audit::Actor(scope), "case", id.value, "handover.list");
  return answer;
}

Response ask(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"unit", "reason"});
  const UnitId to = unit_member(desk, body, "unit");
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const handover::Handover h =
        desk.handover.ask(tx, scope, case_param(tx, desk, scope, request), to, body.get_string("reason"));
    return Response::json(body_of(tx, desk, scope, h, context.language), 201);
  });
}

using Decision = std::function<handover::Handover(db::Tx&, const access::Scope&, handover::HandoverId,
                                                  const json::Value& body)>;

}  // namespace

void add_handover_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, Policy policy, auto handler) {
    router.add(method, std::move(pattern), std::move(policy),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  const auto decide = [&](std::string_view name, std::string_view member, Decision decision) {
    router.add(Method::post, "/api/v1/handovers/{id}/" + std::string(name), Policy::needs("case.write"),
               [desk, member, decision = std::move(decision)](const Request& request, Context& context) {
                 const access::Scope scope = desk.scope(context);
                 json::Value body = json::Object{};
                 if (!request.body().empty()) body = request.json_body({member});
                 return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
                   const auto h = decision(tx, scope, handover::HandoverId{request.id_param()}, body);
                   return Response::json(body_of(tx, desk, scope, h, context.language));
                 });
               });
  };
  add(Method::get, "/api/v1/handovers", Policy::needs("case.write"), list);
  add(Method::get, "/api/v1/cases/{id}/handovers", Policy::needs("case.read"), of_case);
  add(Method::post, "/api/v1/cases/{id}/handovers", Policy::needs("case.write"), ask);
  decide("accept", "take",
         [desk](db::Tx& tx, const access::Scope& scope, handover::HandoverId id, const json::Value& body) {
           return desk.handover.accept(tx, scope, id, flag_member(body, "take").value_or(false));
         });
  decide("return", "reason",
         [desk](db::Tx& tx, const access::Scope& scope, handover::HandoverId id, const json::Value& body) {
           return desk.handover.give_back(tx, scope, id, body.get_string("reason"));
         });
  decide("withdraw", "reason",
         [desk](db::Tx& tx, const access::Scope& scope, handover::HandoverId id, const json::Value&) {
           return desk.handover.withdraw(tx, scope, id);
         });
}

}  // namespace aproape::api
