#include "api/shift_routes.hpp"

#include <limits>

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

json::Value name_of(db::Tx& tx, const DeskServices& desk, AccountId id) {
  if (id.empty()) return nullptr;
  const auto account = desk.access.find(tx, id);
  return json::Object{{"id", id.str()}, {"name", account ? account->name : ""}};
}

json::Object note_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                       const shifts::Note& note) {
  json::Array cases;
  for (const CaseId id : note.cases) {
    try {
      const cases::Case one = desk.cases.get(tx, scope, id);
      cases.emplace_back(
          json::Object{{"id", one.id.str()}, {"number", one.number}, {"subject", one.subject}});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;  // not for these eyes
    }
  }
  return {{"id", note.id.str()},
          {"at", to_rfc3339(note.at)},
          {"author", name_of(tx, desk, note.author)},
          {"text", note.text},
          {"cases", std::move(cases)},
          {"open_point", note.open_point},
          {"done_at", moment_or_null(note.done_at)},
          {"done_by", name_of(tx, desk, note.done_by)}};
}

json::Object handover_body(db::Tx& tx, const DeskServices& desk, const shifts::Handover& handover) {
  return {{"id", handover.id.str()},
          {"at", to_rfc3339(handover.at)},
          {"by", name_of(tx, desk, handover.by)},
          {"summary", handover.summary},
          {"accepted_at", moment_or_null(handover.accepted_at)},
          {"accepted_by", name_of(tx, desk, handover.accepted_by)}};
}

// The unit that was named, or where the caller works: his mission, else the centre.
UnitId unit_or_own(const DeskServices& desk, const access::Scope& scope, UnitId named) {
  if (!named.empty()) return named;
  if (const auto own = scope.units("case.write"); !scope.may_everywhere("case.write") && !own.empty())
    return own.front();
  const auto directory = desk.network.directory();
  return directory->central() == nullptr ? UnitId{} : directory->central()->id;
}

UnitId unit_of_query(const DeskServices& desk, const access::Scope& scope, const Request& request) {
  const json::Value named{json::Object{{"unit", or_null(request.query_or("unit", ""))}}};
  return unit_or_own(desk, scope, unit_member(desk, named, "unit"));
}

Response read_log(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const UnitId unit = unit_of_query(desk, scope, request);
  const shifts::NoteId before{cursor_or(request, std::numeric_limits<std::int64_t>::max())};
  const int limit = request.limit();
  return desk.database.read([&](db::Tx& tx) {
    auto notes = desk.shifts.notes(tx, scope, unit, before, limit + 1);
    std::optional<std::string> next;
    if (notes.size() > static_cast<std::size_t>(limit)) {
      notes.pop_back();
      next = notes.back().id.str();
    }
    json::Array items, points;
    for (const shifts::Note& note : notes) items.emplace_back(note_body(tx, desk, scope, note));
    for (const shifts::Note& note : desk.shifts.open_points(tx, scope, unit))
      points.emplace_back(note_body(tx, desk, scope, note));
    const auto handover = desk.shifts.last_handover(tx, scope, unit);
    return Response::json(json::Object{
        {"items", std::move(items)},
        {"next", next ? json::Value(*next) : json::Value()},
        {"unit", queue_ref(routing::queue_of(unit), *directory, context.language)},
        {"open_points", std::move(points)},
        {"handover", handover ? json::Value(handover_body(tx, desk, *handover)) : json::Value()}});
  });
}

Response add_note(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"unit", "text", "cases", "open_point"});
  const UnitId unit = unit_or_own(desk, scope, unit_member(desk, body, "unit"));
  return desk.database.write([&](db::Tx& tx) {
    std::vector<CaseId> cases;
    if (!body["cases"].is_null())
      for (const json::Value& number : body["cases"].as_array())
        if (const auto found = desk.cases.by_number(tx, scope, number.as_string())) cases.push_back(*found);
    const auto note = desk.shifts.add(tx, scope, unit, wanted_text(body, "text"), cases,
                                      flag_member(body, "open_point").value_or(false));
    return Response::json(note_body(tx, desk, scope, note), 201);
  });
}

Response set_done(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"done"});
  const auto done = flag_member(body, "done");
  if (!done) throw Error("field.invalid", {{"done", "field.required"}});
  return desk.database.write([&](db::Tx& tx) {
    const auto note = desk.shifts.set_done(tx, scope, shifts::NoteId{request.id_param()}, *done);
    return Response::json(note_body(tx, desk, scope, note));
  });
}

Response hand_over(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"unit", "summary"});
  const UnitId unit = unit_or_own(desk, scope, unit_member(desk, body, "unit"));
  return desk.database.write([&](db::Tx& tx) {
    const auto handover = desk.shifts.hand_over(tx, scope, unit, wanted_text(body, "summary"));
    return Response::json(handover_body(tx, desk, handover), 201);
  });
}

Response accept(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.write([&](db::Tx& tx) {
    const auto handover = desk.shifts.accept(tx, scope, shifts::HandoverId{request.id_param()});
    return Response::json(handover_body(tx, desk, handover));
  });
}

}  // namespace

void add_shift_routes(http::Router& router, const DeskServices& desk) {
  using Handler = Response (*)(const DeskServices&, const Request&, Context&);
  const auto add = [&](Method method, const char* path, Handler handler) {
    router.add(method, path, Policy::needs("case.write"),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/shift-log", read_log);
  add(Method::post, "/api/v1/shift-log", add_note);
  add(Method::patch, "/api/v1/shift-log/{id}", set_done);
  add(Method::post, "/api/v1/shift-handovers", hand_over);
  add(Method::post, "/api/v1/shift-handovers/{id}/accept", accept);
}

}  // namespace aproape::api
