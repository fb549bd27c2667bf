#include "api/deadline_routes.hpp"

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

// A term of years on a broken calendar could explain itself for ever; nobody reads more.
constexpr std::size_t kMostSpans = 200;

std::string_view name_of(deadlines::Span::What what) {
  switch (what) {
    case deadlines::Span::What::counted:
      return "counted";
    case deadlines::Span::What::closed:
      return "closed";
    default:
      return "paused";
  }
}

json::Array span_list(const deadlines::Deadline& deadline, std::string_view language) {
  json::Array spans;
  for (const deadlines::Span& span : deadline.spans) {
    if (spans.size() == kMostSpans) break;
    spans.emplace_back(json::Object{{"kind", name_of(span.what)},
                                    {"from", to_rfc3339(span.from)},
                                    {"to", to_rfc3339(span.to)},
                                    {"reason", text_or_null(span.reason)},
                                    {"name", text_or_null(language == "ro" ? span.name_ro : span.name_en)}});
  }
  return spans;
}

json::Object rule_body(const deadlines::Rule& rule, std::string_view language) {
  return {{"rule", rule.code},
          {"kind", deadlines::name_of(rule.kind)},
          {"name", language == "ro" ? rule.name_ro : rule.name_en},
          {"amount", rule.amount},
          {"unit", deadlines::name_of(rule.unit)},
          {"calendar", deadlines::name_of(rule.acting)},
          {"extension", rule.extension},
          {"basis", rule.basis}};
}

json::Object explained_body(const deadlines::Explained& one, std::string_view language) {
  json::Object body = rule_body(one.rule, language);
  body.set("started_at", to_rfc3339(one.clock.started_at));
  body.set("due_at", moment_or_null(one.clock.due_at));
  body.set("passed_seconds", one.deadline.passed / kSecond);
  body.set("total_seconds", one.deadline.total / kSecond);
  body.set("zone", one.zone);
  body.set("spans", span_list(one.deadline, language));
  return body;
}

json::Value clock_body(const deadlines::Explained& one, const access::Scope& scope, Millis now,
                       std::string_view language) {
  const deadlines::Clock& clock = one.clock;
  json::Object body = explained_body(one, language);
  body.set("id", clock.id.str());
  body.set("state", clock.state);
  body.set("stopped_at", moment_or_null(clock.stopped_at));
  json::Value extended;
  if (clock.extended_at)
    extended = json::Object{{"by", clock.extended_by.str()},
                            {"at", to_rfc3339(*clock.extended_at)},
                            {"reason", clock.extended_reason}};
  body.set("extended", std::move(extended));
  const bool passed = clock.due_at && *clock.due_at <= now;
  body.set("may_extend", clock.live() && !passed && one.rule.extension > 0 && !clock.extended_at &&
                             scope.may("deadline.extend", clock.unit));
  body.set("may_stop", clock.live() && one.rule.stop == deadlines::Stop::marked);
  return body;
}

Response list_clocks(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const Millis now = desk.database.clock().now();
  return desk.database.read([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    json::Array items;
    json::Array startable;
    for (const deadlines::Explained& one : desk.cases.clocks(tx, scope, id))
      items.push_back(clock_body(one, scope, now, context.language));
    for (const deadlines::Rule& rule : desk.cases.startable(tx, scope, id))
      startable.emplace_back(rule_body(rule, context.language));
    return Response::json(json::Object{{"items", std::move(items)}, {"startable", std::move(startable)}});
  });
}

Response start_clock(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"rule", "since"});
  const std::string rule = wanted_text(body, "rule");
  const Millis now = desk.database.clock().now();
  const Millis since = moment_member(body, "since").value_or(now);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const auto started = desk.cases.start_clock(tx, scope, case_param(tx, desk, scope, request), rule, since);
    return Response::json(clock_body(started, scope, now, context.language), 201);
  });
}

// POST …/clocks/{clock}/stop and /extend.
template <class Work>
http::RouteHandler on_clock(const DeskServices& desk, Work work) {
  return [desk, work](const Request& request, Context& context) {
    const access::Scope scope = desk.scope(context);
    const json::Value body = request.json_body({"reason"});
    return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
      const CaseId id = case_param(tx, desk, scope, request);
      const auto changed = work(tx, scope, id, deadlines::ClockId{request.id_param("clock")}, body);
      return Response::json(clock_body(changed, scope, desk.database.clock().now(), context.language));
    });
  };
}

Response what_if(const DeskServices& desk, const Request& request, Context& context) {
  const json::Value body = request.json_body({"rule", "unit", "since", "extended"});
  const std::string rule = wanted_text(body, "rule");
  const UnitId unit = unit_member(desk, body, "unit");
  const Millis since = moment_member(body, "since").value_or(desk.database.clock().now());
  return Response::json(
      explained_body(desk.deadlines.what_if(rule, unit, since, flag_member(body, "extended").value_or(false)),
                     context.language));
}

}  // namespace

void add_deadline_routes(http::Router& router, const DeskServices& desk) {
  router.add(
      Method::get, "/api/v1/cases/{id}/clocks", Policy::needs("case.read"),
      [desk](const Request& request, Context& context) { return list_clocks(desk, request, context); });
  router.add(
      Method::post, "/api/v1/cases/{id}/clocks", Policy::needs("case.write"),
      [desk](const Request& request, Context& context) { return start_clock(desk, request, context); });
  router.add(
      Method::post, "/api/v1/cases/{id}/clocks/{clock}/stop", Policy::needs("case.write"),
      on_clock(desk, [desk](db::Tx& tx, const access::Scope& scope, CaseId id, deadlines::ClockId clock,
                            const json::Value&) { return desk.cases.stop_clock(tx, scope, id, clock); }));
  router.add(Method::post, "/api/v1/cases/{id}/clocks/{clock}/extend", Policy::needs("deadline.extend"),
             on_clock(desk, [desk](db::Tx& tx, const access::Scope& scope, CaseId id,
                                   deadlines::ClockId clock, const json::Value& body) {
               return desk.cases.extend_clock(tx, scope, id, clock, wanted_text(body, "reason"));
             }));
  router.add(Method::get, "/api/v1/deadlines/rules", Policy::needs("case.read"),
             [desk](const Request&, Context& context) {
               json::Array items;
               for (const deadlines::Rule& rule : desk.deadlines.rules().all())
                 items.emplace_back(rule_body(rule, context.language));
               return Response::json(list_of(std::move(items)));
             });
  router.add(Method::post, "/api/v1/deadlines/what-if", Policy::needs("case.read"),
             [desk](const Request& request, Context& context) { return what_if(desk, request, context); });
}

}  // namespace aproape::api
