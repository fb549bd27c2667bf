#include "api/line_routes.hpp"

#include <algorithm>

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"
#include "api/import_routes.hpp"
#include "api/line_json.hpp"
#include "domain/telephony/action_json.hpp"
#include "domain/telephony/import.hpp"
#include "http/cursor.hpp"
#include "text/fold.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::size_t kLargestFile = 8U << 20U;

Millis moment_of(const Request& request, const char* name, Millis otherwise) {
  const auto written = request.query(name);
  if (!written || written->empty()) return otherwise;
  const auto at = from_rfc3339(*written);
  if (!at) throw Error("field.invalid", {{name, "field.invalid"}});
  return *at;
}

// Whether the words of a search stand in the number or in a name.
bool fits(const telephony::Line& line, const network::Directory& directory, const std::string& wanted) {
  if (wanted.empty()) return true;
  std::string digits;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  if (digits.size() >= 3 && line.number.find(digits) != std::string::npos) return true;
  const network::Unit* unit = directory.unit(line.unit);
  const std::string names =
      line.name + (unit == nullptr ? "" : " " + unit->name_ro + " " + unit->name_en + " " + unit->code);
  return text::fold(names).find(text::fold(wanted)) != std::string::npos;
}

// By number and beginning; ?query= searches, ?at= leaves what is valid then.
Response list(const DeskServices& desk, const Request& request, Context& context) {
  const auto directory = desk.network.directory();
  const std::string wanted = request.query_or("query", "");
  const auto limit = static_cast<std::size_t>(request.limit());
  std::size_t skipped = 0;
  if (const auto cursor = request.query("cursor"))
    skipped =
        static_cast<std::size_t>(std::max<std::int64_t>(0, http::decode_cursor("lines", *cursor, 1)[0]));
  const bool dated = request.query("at").has_value();
  const Millis at = moment_of(request, "at", desk.database.clock().now());
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    std::optional<std::string> next;
    std::size_t place = 0;
    for (const telephony::Line& line : desk.telephony.lines(tx)) {
      if ((dated && !line.valid(at)) || !fits(line, *directory, wanted)) continue;
      if (place++ < skipped) continue;
      if (items.size() == limit) {
        next = http::encode_cursor("lines", {static_cast<std::int64_t>(skipped + limit)});
        break;
      }
      items.emplace_back(line_json(tx, desk, line, *directory, context.language));
    }
    return Response::json(http::list_body(std::move(items), next));
  });
}

// The whole of a line is written at once: what the body leaves out has its default.
Response save(const DeskServices& desk, const Request& request, Context& context, telephony::LineId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"number", "name", "unit", "language", "emergency", "redirected", "recorded",
                         "operator_first", "always_open", "day", "night", "from", "until"});
  telephony::Line what;
  what.id = id;
  what.number = wanted_text(body, "number");
  what.name = given_text(body, "name").value_or("");
  what.unit = unit_member(desk, body, "unit");
  what.language = given_text(body, "language").value_or("ro");
  what.emergency = flag_member(body, "emergency").value_or(false);
  what.redirected = flag_member(body, "redirected").value_or(true);
  what.recorded = flag_member(body, "recorded").value_or(false);
  what.operator_first = flag_member(body, "operator_first").value_or(false);
  what.always_open = flag_member(body, "always_open").value_or(false);
  what.day = telephony::action_from_json(body["day"]);
  what.night = body["night"].is_null() ? what.day : telephony::action_from_json(body["night"]);
  what.from = moment_member(body, "from").value_or(desk.database.clock().now());
  what.until = moment_member(body, "until");
  if (!id.empty()) what.version = request.if_match();
  const auto directory = desk.network.directory();
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const telephony::Line saved = desk.telephony.save(tx, scope, what);
    return Response::json(line_json(tx, desk, saved, *directory, context.language), id.empty() ? 201 : 200)
        .version(saved.version);
  });
}

Response one(const DeskServices& desk, const Request& request, Context& context) {
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    const telephony::Line line = desk.telephony.line(tx, telephony::LineId{request.id_param()});
    return Response::json(line_json(tx, desk, line, *directory, context.language)).version(line.version);
  });
}

// ?number= (or ?line=) and ?at=: the way of a call then, by the data of now.
Response answer(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const Millis at = moment_of(request, "at", desk.database.clock().now());
  std::string number = request.query_or("number", "");
  if (!number.empty() && number.front() == ' ') number.front() = '+';  // a + that was not escaped
  const auto made = desk.telephony.configuration(at);
  const auto line = desk.database.read([&](db::Tx& tx) -> std::optional<telephony::Line> {
    for (telephony::Line& plan : desk.telephony.with_number(tx, number))
      if (plan.valid(at)) return std::move(plan);
    return std::nullopt;
  });
  if (!line) throw Error(ErrorKind::not_found, "line.not_found");
  const auto opening = directory->opening(line->unit, at);
  const bool addresses = scope.may("duty.read", line->unit);
  return desk.database.read([&](db::Tx& tx) {
    return Response::json(
        json::Object{{"at", to_rfc3339(at)},
                     {"line", line_json(tx, desk, *line, *directory, context.language)},
                     {"local_time", opening.local_time},
                     {"open", line->always_open || opening.open},
                     {"reason", text_or_null(line->always_open ? std::string() : opening.reason)},
                     {"steps", steps_json(telephony::who_answers(made.snapshot, number), addresses)}});
  });
}

}  // namespace

void add_line_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, Policy policy, auto handler) {
    router.add(method, std::move(pattern), std::move(policy),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/lines", Policy::needs("line.read"), list);
  add(Method::get, "/api/v1/lines/answer", Policy::needs("line.read"), answer);
  add(Method::get, "/api/v1/lines/{id}", Policy::needs("line.read"), one);
  add(Method::post, "/api/v1/lines", Policy::needs("line.write"),
      [](const DeskServices& services, const Request& request, Context& context) {
        return save(services, request, context, {});
      });
  add(Method::put, "/api/v1/lines/{id}", Policy::needs("line.write"),
      [](const DeskServices& services, const Request& request, Context& context) {
        return save(services, request, context, telephony::LineId{request.id_param()});
      });
  add(Method::post, "/api/v1/import/lines", Policy::needs("line.write").body(kLargestFile),
      [](const DeskServices& services, const Request& request, Context& context) {
        return Response::json(import_json(telephony::import_lines(services.telephony, services.database,
                                                                  services.network, services.scope(context),
                                                                  request.body(), is_dry_run(request))));
      });
}

}  // namespace aproape::api
