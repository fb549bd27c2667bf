#include "api/duty_routes.hpp"

#include <algorithm>

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

// Where nothing else is asked for: from a week ago to eight weeks ahead.
constexpr Millis kBack = 7 * kDay;
constexpr Millis kAhead = 56 * kDay;
constexpr Millis kLongest = 366 * kDay;

json::Object shift_json(const duty::Shift& shift) {
  return {{"id", shift.id.str()},
          {"unit", shift.unit.str()},
          {"role", shift.role},
          {"account", or_null(shift.account.empty() ? std::string() : shift.account.str())},
          {"name", shift.name},
          {"address", shift.address},
          {"from", to_rfc3339(shift.from)},
          {"until", to_rfc3339(shift.until)},
          {"note", shift.note},
          {"version", shift.version}};
}

json::Object plan_json(const duty::Plan& plan, const network::Directory& directory,
                       std::string_view language) {
  return {{"unit", unit_ref(plan.unit, directory, language)},
          {"neighbour", unit_ref(plan.neighbour, directory, language)},
          {"ring_seconds", plan.ring_seconds},
          {"rounds", plan.rounds},
          {"deputy", plan.deputy}};
}

Millis moment_of(const Request& request, const char* name, Millis otherwise) {
  const auto written = request.query(name);
  const auto at = written && !written->empty() ? from_rfc3339(*written) : std::optional(otherwise);
  if (!at) throw Error("field.invalid", {{name, "field.invalid"}});
  return *at;
}

// ?unit=&from=&until=: the shifts, the gaps and the plan of a unit.
Response roster(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const UnitId unit =
      unit_member(desk, json::Value{json::Object{{"unit", or_null(request.query_or("unit", ""))}}}, "unit");
  const Millis now = desk.database.clock().now();
  const Millis from = moment_of(request, "from", now - kBack),
               until = moment_of(request, "until", now + kAhead);
  if (until <= from || until - from > kLongest) throw Error("field.invalid", {{"until", "field.invalid"}});
  return desk.database.read([&](db::Tx& tx) {
    json::Array items, gaps;
    for (const duty::Shift& shift : desk.duty.shifts(tx, scope, unit, from, until))
      items.emplace_back(shift_json(shift));
    for (const duty::Gap& gap : desk.duty.gaps(tx, scope, unit, std::max(from, now), until))
      gaps.emplace_back(
          json::Object{{"role", gap.role}, {"from", to_rfc3339(gap.from)}, {"until", to_rfc3339(gap.until)}});
    return Response::json(
        json::Object{{"items", std::move(items)},
                     {"next", nullptr},
                     {"gaps", std::move(gaps)},
                     {"plan", plan_json(desk.duty.plan(tx, scope, unit), *directory, context.language)}});
  });
}

Response save(const DeskServices& desk, const Request& request, Context& context, duty::ShiftId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"unit", "role", "account", "name", "address", "from", "until", "note"});
  duty::Shift what;
  what.id = id;
  what.unit = unit_member(desk, body, "unit");
  what.role = wanted_text(body, "role");
  what.account = id_member<AccountId>(body, "account");
  what.name = wanted_text(body, "name");
  what.address = wanted_text(body, "address");
  what.note = given_text(body, "note").value_or("");
  const auto from = moment_member(body, "from"), until = moment_member(body, "until");
  if (!from || !until) throw Error("field.invalid", {{from ? "until" : "from", "field.required"}});
  what.from = *from;
  what.until = *until;
  if (!id.empty()) what.version = request.if_match();
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const duty::Shift saved = desk.duty.save(tx, scope, what);
    return Response::json(shift_json(saved), id.empty() ? 201 : 200).version(saved.version);
  });
}

Response remove(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write([&](db::Tx& tx) { desk.duty.remove(tx, scope, duty::ShiftId{request.id_param()}); });
  return Response::empty();
}

Response swap(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto other = id_member<duty::ShiftId>(request.json_body({"with"}), "with");
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    desk.duty.swap(tx, scope, duty::ShiftId{request.id_param()}, other);
    return Response::empty();
  });
}

Response set_plan(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const json::Value body = request.json_body({"neighbour", "ring_seconds", "rounds", "deputy"});
  const duty::Plan standard;
  const duty::Plan plan{UnitId{request.id_param()}, unit_member(desk, body, "neighbour"),
                        static_cast<int>(body.get_int("ring_seconds", standard.ring_seconds)),
                        static_cast<int>(body.get_int("rounds", standard.rounds)),
                        flag_member(body, "deputy").value_or(false)};
  return desk.database.write([&](db::Tx& tx) {
    return Response::json(plan_json(desk.duty.set_plan(tx, scope, plan), *directory, context.language));
  });
}

}  // namespace

void add_duty_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, std::string_view permission, auto handler) {
    router.add(method, std::move(pattern), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/duty-shifts", "duty.read", roster);
  add(Method::post, "/api/v1/duty-shifts", "duty.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return save(services, request, context, {});
      });
  add(Method::put, "/api/v1/duty-shifts/{id}", "duty.write",
      [](const DeskServices& services, const Request& request, Context& context) {
        return save(services, request, context, duty::ShiftId{request.id_param()});
      });
  add(Method::del, "/api/v1/duty-shifts/{id}", "duty.write", remove);
  add(Method::post, "/api/v1/duty-shifts/{id}/swap", "duty.write", swap);
  add(Method::put, "/api/v1/duty-plans/{id}", "duty.write", set_plan);
}

}  // namespace aproape::api
