#include "api/rule_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using automation::Rule;
using automation::RuleId;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Object rule_body(const DeskServices& desk, const Rule& rule) {
  return {{"id", rule.id.empty() ? json::Value() : json::Value(rule.id.str())},
          {"name", rule.name},
          {"conditions", json::parse(automation::write_conditions(rule.conditions))},
          {"actions", json::parse(automation::write_actions(rule.actions))},
          {"active", rule.active},
          {"position", rule.position},
          {"valid_from", text_or_null(rule.valid_from)},
          {"valid_to", text_or_null(rule.valid_to)},
          {"sentence_ro", desk.automation.in_words(rule, "ro")},
          {"sentence_en", desk.automation.in_words(rule, "en")},
          {"version", rule.version}};
}

// What the body says, over what stands.
Rule rule_of(const json::Value& body, Rule rule) {
  if (const auto name = given_text(body, "name")) rule.name = *name;
  if (body["conditions"].is_array())
    rule.conditions = automation::read_conditions(json::write(body["conditions"]));
  if (body["actions"].is_array()) rule.actions = automation::read_actions(json::write(body["actions"]));
  rule.active = body.get_bool("active", rule.active);
  rule.position = static_cast<int>(body.get_int("position", rule.position));
  if (body["valid_from"].is_string()) rule.valid_from = body.get_string("valid_from");
  if (body["valid_to"].is_string()) rule.valid_to = body.get_string("valid_to");
  return rule;
}

json::Value read_body(const Request& request) {
  return request.json_body(
      {"name", "conditions", "actions", "active", "position", "valid_from", "valid_to", "days"});
}

Response list(const DeskServices& desk, const Request&, http::Context&) {
  json::Array items;
  for (const Rule& rule : desk.database.read([&](db::Tx& tx) { return desk.automation.rules(tx); }))
    items.emplace_back(rule_body(desk, rule));
  return Response::json(json::Object{{"items", std::move(items)}, {"next", nullptr}});
}

Response save(const DeskServices& desk, const Request& request, http::Context& context, RuleId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = read_body(request);
  Rule saved;
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    Rule rule;
    if (!id.empty()) {
      rule = desk.automation.rule(tx, id);
      rule.version = request.if_match();
    }
    saved = desk.automation.save_rule(tx, scope, rule_of(body, std::move(rule)));
    return Response::json(json::Object{{"id", saved.id.str()}, {"version", saved.version}},
                          id.empty() ? 201 : 200)
        .version(saved.version);
  });
}

// The rule as it is being written: its sentences and what it would have done.
Response trial(const DeskServices& desk, const Request& request, http::Context& context) {
  constexpr std::int64_t kWeek = 7;
  const access::Scope scope = desk.scope(context);
  const json::Value body = read_body(request);
  const Rule rule = rule_of(body, {});
  const automation::RuleTrial tried =
      desk.automation.try_rule(scope, rule, static_cast<int>(body.get_int("days", kWeek)));
  json::Array items;
  for (const automation::RuleMatch& match : tried.cases) {
    json::Array effects;
    for (const automation::Effect& effect : match.effects)
      effects.emplace_back(
          json::Object{{"field", effect.field}, {"before", effect.before}, {"after", effect.after}});
    items.emplace_back(json::Object{{"case", match.case_id.str()},
                                    {"number", match.number},
                                    {"subject", match.subject},
                                    {"effects", std::move(effects)},
                                    {"refusal", text_or_null(match.refusal)}});
  }
  json::Object answer = rule_body(desk, rule);
  answer.set("looked", tried.looked);
  answer.set("matched", tried.matched);
  answer.set("items", std::move(items));
  return Response::json(std::move(answer));
}

}  // namespace

void add_rule_routes(http::Router& router, const DeskServices& desk) {
  using Handler = Response (*)(const DeskServices&, const Request&, http::Context&);
  const auto add = [&](Method method, std::string_view path, Handler handler) {
    router.add(method, "/api/v1/" + std::string(path), Policy::needs("rule.write"),
               [desk, handler](const Request& request, http::Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "rules", list);
  add(Method::post, "rules", [](const DeskServices& d, const Request& request, http::Context& context) {
    return save(d, request, context, {});
  });
  add(Method::post, "rules/trial", trial);
  add(Method::patch, "rules/{id}", [](const DeskServices& d, const Request& request, http::Context& context) {
    return save(d, request, context, RuleId{request.id_param()});
  });
}

}  // namespace aproape::api
