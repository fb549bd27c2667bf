#include "api/macro_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using automation::Macro;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Value macro_body(const Macro& macro) {
  return json::Object{{"id", macro.id.str()},
                      {"name", macro.name},
                      {"actions", json::parse(automation::write_actions(macro.actions))},
                      {"active", macro.active},
                      {"version", macro.version}};
}

std::vector<automation::Action> actions_member(const json::Value& body) {
  if (!body["actions"].is_array()) throw Error("action.invalid", {{"actions", "field.required"}});
  return automation::read_actions(json::write(body["actions"]));
}

Response save(const DeskServices& desk, const Request& request, http::Context& context,
              automation::MacroId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"name", "actions", "active"});
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    Macro macro;
    if (!id.empty()) {
      macro = desk.automation.macro(tx, id);
      macro.version = request.if_match();
    }
    if (const auto name = given_text(body, "name")) macro.name = *name;
    if (id.empty() || !body["actions"].is_null()) macro.actions = actions_member(body);
    macro.active = body.get_bool("active", macro.active);
    const Macro saved = desk.automation.save_macro(tx, scope, macro);
    return Response::json(macro_body(saved), id.empty() ? 201 : 200).version(saved.version);
  });
}

Response preview(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"macro", "actions"});
  const auto named = id_member<automation::MacroId>(body, "macro");
  CaseId id;
  std::vector<automation::Action> actions;
  desk.database.read([&](db::Tx& tx) {
    id = case_param(tx, desk, scope, request);
    actions = named.empty() ? actions_member(body) : desk.automation.macro(tx, named).actions;
  });
  const auto directory = desk.network.directory();
  // A unit is told by its name.
  const auto shown = [&](const automation::Effect& effect, const std::string& value) -> std::string {
    const auto unit = effect.field == "unit" ? parse<UnitId>(value) : std::nullopt;
    const network::Unit* found = unit ? directory->unit(*unit) : nullptr;
    if (found == nullptr) return value;
    return context.language == "ro" ? found->name_ro : found->name_en;
  };
  json::Array items;
  for (const automation::Effect& effect : desk.automation.preview(scope, id, actions))
    items.emplace_back(json::Object{{"field", effect.field},
                                    {"before", shown(effect, effect.before)},
                                    {"after", shown(effect, effect.after)}});
  return Response::json(json::Object{{"items", std::move(items)}});
}

Response run(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto macro = id_member<automation::MacroId>(request.json_body({"macro"}), "macro");
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    const automation::Run run = desk.automation.run(tx, scope, macro, id, request.if_match());
    // The actions may have led the case out of the caller's sight.
    const auto after = access::Scope::system("macro.run");
    const cases::Case c = desk.cases.get(tx, after, id);
    return Response::json(
               json::Object{{"id", run.id.str()}, {"case", case_body(tx, desk, after, c, context.language)}},
               201)
        .version(c.version);
  });
}

Response undo(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const cases::Case c = desk.automation.undo(tx, scope, automation::RunId{request.id_param()});
    const auto after = access::Scope::system("macro.undo");
    return Response::json(case_body(tx, desk, after, c, context.language)).version(c.version);
  });
}

}  // namespace

void add_macro_routes(http::Router& router, const DeskServices& desk) {
  using Handler = Response (*)(const DeskServices&, const Request&, http::Context&);
  const auto add = [&](Method method, std::string_view path, std::string_view permission, Handler handler) {
    router.add(method, "/api/v1/" + std::string(path), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, http::Context& context) {
                 return handler(desk, request, context);
               });
  };
  router.add(Method::get, "/api/v1/macros", Policy::needs("case.write"),
             [desk](const Request&, http::Context&) {
               return desk.database.read([&](db::Tx& tx) {
                 json::Array items;
                 for (const Macro& macro : desk.automation.macros(tx)) items.push_back(macro_body(macro));
                 return Response::json(json::Object{{"items", std::move(items)}, {"next", nullptr}});
               });
             });
  add(Method::post, "macros", "macro.write",
      [](const DeskServices& d, const Request& request, http::Context& context) {
        return save(d, request, context, {});
      });
  add(Method::patch, "macros/{id}", "macro.write",
      [](const DeskServices& d, const Request& request, http::Context& context) {
        return save(d, request, context, automation::MacroId{request.id_param()});
      });
  add(Method::post, "cases/{id}/macro-preview", "case.write", preview);
  add(Method::post, "cases/{id}/macro-runs", "case.write", run);
  add(Method::post, "macro-runs/{id}/undo", "case.write", undo);
}

}  // namespace aproape::api
