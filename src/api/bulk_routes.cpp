#include "api/bulk_routes.hpp"

#include "api/case_json.hpp"
#include "api/case_routes.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using automation::BulkRun;
using automation::BulkWork;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

// As many plans as a screen can show; all cases are counted.
constexpr std::size_t kMostShown = 200;
constexpr int kMostRuns = 50;

struct Asked {
  std::vector<CaseId> cases;
  BulkWork work;
};

std::vector<CaseId> all_of_filter(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                                  const Request& request) {
  constexpr int kPage = 200;
  const cases::Filter filter = filter_of(tx, desk, scope, request);
  std::vector<CaseId> found;
  std::string cursor;
  do {
    const cases::Page page = desk.cases.list(tx, scope, filter, cursor, kPage);
    for (const cases::Case& c : page.items) found.push_back(c.id);
    cursor = page.next;
    // One more than is taken, so that the limit is told and nothing left out in silence.
  } while (!cursor.empty() && found.size() <= automation::Service::kMostCases);
  return found;
}

Asked asked(const DeskServices& desk, const access::Scope& scope, const Request& request) {
  const json::Value body = request.json_body({"cases", "all", "macro", "template", "then", "delay"});
  Asked what;
  what.work.macro = id_member<automation::MacroId>(body, "macro");
  what.work.code = body.get_string("template");
  what.work.then = body.get_string("then", "keep");
  const std::int64_t delay = body.get_int("delay", 60);
  if (delay < 0 || delay > 60) throw Error("field.invalid", {{"delay", "field.invalid"}});
  what.work.delay = static_cast<int>(delay);
  if (body.get_bool("all")) {
    what.cases = desk.database.read([&](db::Tx& tx) { return all_of_filter(tx, desk, scope, request); });
    return what;
  }
  if (!body["cases"].is_array()) throw Error("bulk.invalid", {{"cases", "field.required"}});
  for (const json::Value& item : body["cases"].as_array()) {
    const auto id = parse<CaseId>(item.as_string());
    if (!id) throw Error("field.invalid", {{"cases", "field.invalid"}});
    what.cases.push_back(*id);
  }
  return what;
}

json::Object run_body(const BulkRun& run) {
  return {{"id", run.id.str()},
          {"name", run.name},
          {"kind", run.work.macro.empty() ? "answer" : "macro"},
          {"state", run.state},
          {"created_at", to_rfc3339(run.created_at)},
          {"ended_at", moment_or_null(run.ended_at)},
          {"total", run.total},
          {"waiting", run.waiting},
          {"done", run.done},
          {"skipped", run.skipped},
          {"undone", run.undone}};
}

json::Value plan_body(const automation::BulkPlan& plan) {
  json::Array missing, effects;
  for (const std::string& name : plan.missing) missing.emplace_back(name);
  for (const automation::Effect& effect : plan.effects)
    effects.emplace_back(
        json::Object{{"field", effect.field}, {"before", effect.before}, {"after", effect.after}});
  return json::Object{{"case", plan.case_id.str()},
                      {"number", plan.number},
                      {"subject", plan.subject},
                      {"skip", text_or_null(plan.skip)},
                      {"missing", std::move(missing)},
                      {"language", text_or_null(plan.language)},
                      {"address", text_or_null(plan.address)},
                      {"text", text_or_null(plan.text)},
                      {"effects", std::move(effects)}};
}

Response preview(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  Asked what = asked(desk, scope, request);
  const std::size_t total = what.cases.size();
  if (what.cases.size() > kMostShown) what.cases.resize(kMostShown);
  json::Array items;
  for (const automation::BulkPlan& plan : desk.automation.plan(scope, what.cases, what.work))
    items.push_back(plan_body(plan));
  return Response::json(json::Object{{"items", std::move(items)}, {"total", total}});
}

Response start(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const Asked what = asked(desk, scope, request);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    return Response::json(run_body(desk.automation.start(tx, scope, what.cases, what.work)), 201);
  });
}

Response get(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const automation::RunId id{request.id_param()};
  return desk.database.read([&](db::Tx& tx) {
    json::Object body = run_body(desk.automation.bulk_run(tx, scope, id));
    json::Array items;
    for (const automation::BulkItem& item : desk.automation.bulk_items(tx, scope, id))
      items.emplace_back(json::Object{{"case", item.case_id.str()},
                                      {"number", item.number},
                                      {"state", item.state},
                                      {"reason", text_or_null(item.reason)}});
    body.set("items", std::move(items));
    return Response::json(std::move(body));
  });
}

}  // namespace

void add_bulk_routes(http::Router& router, const DeskServices& desk) {
  using Handler = Response (*)(const DeskServices&, const Request&, http::Context&);
  const auto add = [&](Method method, std::string_view path, Handler handler) {
    router.add(method, "/api/v1/" + std::string(path), Policy::needs("case.bulk"),
               [desk, handler](const Request& request, http::Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::post, "bulk-runs/preview", preview);
  add(Method::post, "bulk-runs", start);
  add(Method::get, "bulk-runs", [](const DeskServices& d, const Request&, http::Context& context) {
    const access::Scope scope = d.scope(context);
    return d.database.read([&](db::Tx& tx) {
      json::Array items;
      for (const BulkRun& run : d.automation.bulk_runs(tx, scope, kMostRuns))
        items.emplace_back(run_body(run));
      return Response::json(json::Object{{"items", std::move(items)}, {"next", nullptr}});
    });
  });
  add(Method::get, "bulk-runs/{id}", get);
  add(Method::post, "bulk-runs/{id}/stop",
      [](const DeskServices& d, const Request& request, http::Context& context) {
        const access::Scope scope = d.scope(context);
        return d.database.write([&](db::Tx& tx) {
          return Response::json(
              run_body(d.automation.stop(tx, scope, automation::RunId{request.id_param()})));
        });
      });
  add(Method::post, "bulk-runs/{id}/undo",
      [](const DeskServices& d, const Request& request, http::Context& context) {
        return Response::json(
            run_body(d.automation.undo_bulk(d.scope(context), automation::RunId{request.id_param()})));
      });
}

}  // namespace aproape::api
