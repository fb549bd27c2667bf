#include "api/report_schedule_routes.hpp"

#include <string>
#include <utility>

#include "api/body.hpp"
#include "api/idempotency.hpp"
#include "base/error.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Value body_of(const reports::Schedule& schedule) {
  json::Array recipients;
  for (const std::string& one : schedule.recipients) recipients.emplace_back(one);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return json::Object{{"id", schedule.id.str()},
                      {"content", schedule.content},
                      {"format", schedule.format},
                      {"rhythm", schedule.rhythm},
                      {"time", two(schedule.minute / 60) + ":" + two(schedule.minute % 60)},
                      {"zone", schedule.zone},
                      {"recipients", std::move(recipients)},
                      {"language", schedule.language},
                      {"next_at", to_rfc3339(schedule.next_at)}};
}

// Minutes of "07:00".
int minute_in(const std::string& time) {
  const auto digit = [&](std::size_t at) {
    return time[at] >= '0' && time[at] <= '9' ? time[at] - '0' : 100;
  };
  if (time.size() != 5 || time[2] != ':') throw Error("field.invalid", {{"time", "field.invalid"}});
  const int hour = digit(0) * 10 + digit(1);
  const int minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) throw Error("field.invalid", {{"time", "field.invalid"}});
  return hour * 60 + minute;
}

Response create(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"content", "format", "rhythm", "time", "zone", "recipients", "language"});
  reports::Schedule schedule;
  schedule.content = body.get_string("content", "morning");
  schedule.format = body.get_string("format", "pdf");
  schedule.rhythm = body.get_string("rhythm", "daily");
  schedule.minute = minute_in(body.get_string("time", "07:00"));
  schedule.zone = body.get_string("zone", reports::kZone);
  schedule.language = body.get_string("language", context.language);
  if (!body["recipients"].is_array()) throw Error("field.invalid", {{"recipients", "field.required"}});
  for (const json::Value& one : body["recipients"].as_array()) schedule.recipients.push_back(one.as_string());
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    return Response::json(body_of(desk.schedules.add(tx, scope, schedule)), 201);
  });
}

}  // namespace

void add_report_schedule_routes(http::Router& router, const DeskServices& desk) {
  const Policy policy = Policy::needs("report.read");
  router.add(Method::get, "/api/v1/reports/schedules", policy, [desk](const Request&, Context& context) {
    const access::Scope scope = desk.scope(context);
    return desk.database.read([&](db::Tx& tx) {
      json::Array items;
      for (const auto& schedule : desk.schedules.list(tx, scope)) items.emplace_back(body_of(schedule));
      return Response::json(list_of(std::move(items)));
    });
  });
  router.add(Method::post, "/api/v1/reports/schedules", policy,
             [desk](const Request& request, Context& context) { return create(desk, request, context); });
  router.add(Method::del, "/api/v1/reports/schedules/{id}", policy,
             [desk](const Request& request, Context& context) {
               const access::Scope scope = desk.scope(context);
               desk.database.write([&](db::Tx& tx) {
                 desk.schedules.drop(tx, scope, reports::ScheduleId{request.id_param()});
               });
               return Response::empty();
             });
}

}  // namespace aproape::api
