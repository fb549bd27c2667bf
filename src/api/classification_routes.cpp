#include "api/classification_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "domain/classification/service.hpp"
#include "domain/classification/verdict_json.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::size_t kLongestText = 512 * 1024;

json::Value text_or_absent(const std::optional<std::string>& value) {
  return value ? json::Value(*value) : json::Value();
}

json::Object correction_body(const classification::Correction& what) {
  return {{"kind", text_or_absent(what.kind)},
          {"subcategory", text_or_absent(what.subcategory)},
          {"urgency", text_or_absent(what.urgency)},
          {"urgent", what.urgent ? json::Value(*what.urgent) : json::Value()},
          {"language", text_or_absent(what.language)},
          {"country", text_or_absent(what.country)}};
}

json::Value verdict_body(const std::optional<classification::Stored>& stored) {
  if (!stored) return {};
  json::Object body{{"contact", stored->contact.str()}, {"at", to_rfc3339(stored->at)}};
  for (const json::Member& member : classification::to_json(stored->verdict))
    body.set(member.first, member.second);
  return body;
}

Response of_case(db::Tx& tx, const DeskServices& desk, CaseId id) {
  const auto corrected = desk.classification.corrected(tx, id);
  return Response::json(
      json::Object{{"first", verdict_body(desk.classification.first_of_case(tx, id))},
                   {"last", verdict_body(desk.classification.last_of_case(tx, id))},
                   {"corrected", corrected ? json::Value(correction_body(corrected->what)) : json::Value()}});
}

Response show(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.read([&](db::Tx& tx) {
    const CaseId id =
        desk.cases.get(tx, scope, case_param(tx, desk, scope, request)).id;  // visible to who asks
    return of_case(tx, desk, id);
  });
}

Response correct(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"kind", "subcategory", "urgency", "urgent", "language", "country"});
  classification::Correction what{given_text(body, "kind"),     given_text(body, "subcategory"),
                                  given_text(body, "urgency"),  flag_member(body, "urgent"),
                                  given_text(body, "language"), given_text(body, "country")};
  if (what.empty()) throw Error("field.invalid", {{"subcategory", "field.required"}});
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    const cases::Case changed = desk.cases.correct(tx, scope, id, request.if_match(), what);
    return of_case(tx, desk, id).version(changed.version);
  });
}

Response classify(const DeskServices& desk, const Request& request, Context&) {
  const json::Value body = request.json_body({"id", "subject", "text"});
  const std::string text = wanted_text(body, "text");
  const std::string subject = text_member(body, "subject").value_or("");
  json::Object answer{{"id", body["id"]}};
  const auto verdict =
      desk.database.read([&](db::Tx& tx) { return desk.classification.classify(tx, subject, text); });
  for (const json::Member& member : classification::to_json(verdict)) answer.set(member.first, member.second);
  return Response::json(std::move(answer));
}

json::Object model_body(const classification::StoredModel& model) {
  return {{"id", model.id.str()},
          {"name", model.name},
          {"state", model.state},
          {"made_at", to_rfc3339(model.made_at)},
          {"switched_at", moment_or_null(model.switched_at)},
          {"report", json::parse(model.report)}};
}

json::Object status_body(const classification::Service::Status& status) {
  json::Array models;
  for (const auto& model : status.models) models.emplace_back(model_body(model));
  return {{"active", status.active},
          {"carried", status.carried},
          {"corrections", status.corrections},
          {"items", std::move(models)}};
}

Response status(const DeskServices& desk, const Request&, Context&) {
  return desk.database.read(
      [&](db::Tx& tx) { return Response::json(status_body(desk.classification.status(tx))); });
}

// Takes seconds: a job does it, and the feed tells ("classifier.trained").
Response retrain(const DeskServices& desk, const Request&, Context& context) {
  return desk.database.write([&](db::Tx& tx) {
    tx.enqueue({"classifier.retrain",
                json::write(json::Object{{"account", std::to_string(context.who().account)}}), "classifier"});
    return Response::json(json::Object{{"state", "queued"}}, 202);
  });
}

Response switch_on(const DeskServices& desk, const Request&, Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.write([&](db::Tx& tx) {
    const auto model = desk.classification.switch_on(tx);
    desk.audit.note_change(tx, audit::Actor(scope), "classifier.switched", "classifier", model.id.value);
    return Response::json(model_body(model));
  });
}

Response back(const DeskServices& desk, const Request&, Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.write([&](db::Tx& tx) {
    const auto now = desk.classification.back(tx);
    desk.audit.note_change(tx, audit::Actor(scope), "classifier.back", "classifier", 0);
    return Response::json(status_body(now));
  });
}

}  // namespace

void add_classification_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, Policy policy, auto handler) {
    router.add(method, std::move(pattern), std::move(policy),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/cases/{id}/classification", Policy::needs("case.read"), show);
  add(Method::post, "/api/v1/cases/{id}/classification", Policy::needs("case.write"), correct);
  add(Method::post, "/api/v1/classify", Policy::needs("case.read").body(kLongestText), classify);
  add(Method::get, "/api/v1/classifier", Policy::needs("classifier.write"), status);
  add(Method::post, "/api/v1/classifier/retrain", Policy::needs("classifier.write"), retrain);
  add(Method::post, "/api/v1/classifier/switch", Policy::needs("classifier.write"), switch_on);
  add(Method::post, "/api/v1/classifier/back", Policy::needs("classifier.write"), back);
}

}  // namespace aproape::api
