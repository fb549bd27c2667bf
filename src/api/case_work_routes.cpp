#include "api/case_work_routes.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include "api/case_json.hpp"
#include "api/holder.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;
using http::Request;
using http::Response;
using Work = std::function<cases::Case(db::Tx&, const access::Scope&, CaseId, std::int64_t version,
                                       const json::Value& body)>;

// The eyes of whom the body names; read before the transaction, which cannot ask for them.
std::optional<access::Scope> holder_of(const DeskServices& desk, const json::Value& body) {
  const auto id = id_member<AccountId>(body, "account");
  if (id.empty()) return std::nullopt;
  return desk.access.scope(id);
}

cases::Case assign(const DeskServices& desk, db::Tx& tx, const access::Scope& scope, CaseId id,
                   std::int64_t version, const json::Value& body,
                   const std::optional<access::Scope>& holder) {
  const UnitId unit = unit_member(desk, body, "unit");
  if (holder) check_holder(tx, desk, *holder, unit.empty() ? desk.cases.get(tx, scope, id).unit : unit);
  return desk.cases.assign(tx, scope, id, version, id_member<AccountId>(body, "account"), unit);
}

Response bulk(const DeskServices& desk, const Request& request, http::Context& context) {
  constexpr std::size_t kMostCases = 200;
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body(
      {"cases", "action", "account", "unit", "resolution", "category", "subcategory", "urgency", "until"});
  const std::string action = body.get_string("action");
  const json::Array& chosen = body["cases"].as_array();
  if (chosen.empty() || chosen.size() > kMostCases)
    throw Error("field.invalid", {{"cases", "field.invalid"}});
  const auto until = moment_member(body, "until");
  const auto holder = holder_of(desk, body);
  json::Array results;
  for (const json::Value& item : chosen) {
    const auto id = id_member<CaseId>(item, "id");
    const std::int64_t version = item.get_int("version");
    json::Object result{{"id", id.str()}};
    // Each case is a transaction of its own: one that is stale keeps none of the others back.
    try {
      if (version <= 0) throw Error("field.invalid", {{"version", "field.required"}});
      const cases::Case c = desk.database.write([&](db::Tx& tx) {
        if (action == "assign") return assign(desk, tx, scope, id, version, body, holder);
        if (action == "close")
          return desk.cases.close(tx, scope, id, version, body.get_string("resolution"), {});
        if (action == "snooze") return desk.cases.snooze(tx, scope, id, version, until);
        cases::Service::Change change;
        if (action == "urgency") {
          change.urgency = body.get_string("urgency");
        } else if (action == "category") {
          change.category = body.get_string("category");
          change.subcategory = body.get_string("subcategory");
          const std::string day = to_rfc3339(desk.database.clock().now()).substr(0, 10);
          if (!desk.catalogue.fits(tx, *change.category, *change.subcategory, day))
            throw Error("field.invalid", {{"category", "category.unknown"}});
        } else {
          throw Error("field.invalid", {{"action", "field.invalid"}});
        }
        return desk.cases.change(tx, scope, id, version, change);
      });
      result.set("ok", true);
      result.set("version", c.version);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
      result.set("ok", false);
      result.set("key", error.key());
    }
    results.push_back(std::move(result));
  }
  return Response::json(json::Object{{"items", std::move(results)}});
}

}  // namespace

void add_case_work_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](std::string_view name, std::vector<std::string_view> members, Work work) {
    router.add(Method::post, "/api/v1/cases/{id}/" + std::string(name), Policy::needs("case.write"),
               [desk, members = std::move(members), work = std::move(work)](const Request& request,
                                                                            http::Context& context) {
                 const access::Scope scope = desk.scope(context);
                 json::Value body = json::Object{};
                 if (!request.body().empty()) {
                   body = request.json_body(
                       {"account", "unit", "note", "resolution", "until", "kind", "name", "due_at"});
                   for (const auto& [member, value] : body.as_object())
                     if (std::find(members.begin(), members.end(), member) == members.end())
                       throw Error("field.invalid", {{member, "field.unknown"}});
                 }
                 return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
                   const CaseId id = case_param(tx, desk, scope, request);
                   const cases::Case c = work(tx, scope, id, request.if_match(), body);
                   // A transfer can take the case out of the caller's sight: then there is nothing to show.
                   const auto after = access::Scope::system("case.work");
                   return Response::json(case_body(tx, desk, after, c, context.language)).version(c.version);
                 });
               });
  };
  cases::Service& cases = desk.cases;
  add("take", {},
      [&cases](db::Tx& tx, const access::Scope& s, CaseId id, std::int64_t v, const json::Value&) {
        return cases.assign(tx, s, id, v, s.account(), {});
      });
  router.add(Method::post, "/api/v1/cases/{id}/assign", Policy::needs("case.write"),
             [desk](const Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               const json::Value body = request.json_body({"account", "unit"});
               const auto holder = holder_of(desk, body);
               return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
                 const CaseId id = case_param(tx, desk, scope, request);
                 const cases::Case c = assign(desk, tx, scope, id, request.if_match(), body, holder);
                 const auto after = access::Scope::system("case.work");
                 return Response::json(case_body(tx, desk, after, c, context.language)).version(c.version);
               });
             });
  add("transfer", {"unit", "note"},
      [desk](db::Tx& tx, const access::Scope& s, CaseId id, std::int64_t v, const json::Value& body) {
        return desk.cases.transfer(tx, s, id, v, unit_member(desk, body, "unit"), body.get_string("note"));
      });
  add("close", {"resolution", "note"},
      [&cases](db::Tx& tx, const access::Scope& s, CaseId id, std::int64_t v, const json::Value& body) {
        return cases.close(tx, s, id, v, body.get_string("resolution"), body.get_string("note"));
      });
  add("reopen", {},
      [&cases](db::Tx& tx, const access::Scope& s, CaseId id, std::int64_t v, const json::Value&) {
        return cases.reopen(tx, s, id, v);
      });
  add("snooze", {"until"},
      [&cases](db::Tx& tx, const access::Scope& s, CaseId id, std::int64_t v, const json::Value& body) {
        return cases.snooze(tx, s, id, v, moment_member(body, "until"));
      });
  add("wait", {"kind", "name", "due_at"},
      [&cases](db::Tx& tx, const access::Scope& s, CaseId id, std::int64_t v, const json::Value& body) {
        return cases.wait(
            tx, s, id, v,
            {body.get_string("kind"), body.get_string("name"), 0, moment_member(body, "due_at")});
      });
  router.add(Method::post, "/api/v1/cases/{id}/read", Policy::needs("case.read"),
             [desk](const Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               desk.database.write([&](db::Tx& tx) {
                 const CaseId id = case_param(tx, desk, scope, request);
                 desk.cases.mark_read(tx, scope, id);
                 desk.collaboration.mark_case_read(tx, scope, id);
               });
               return Response::empty();
             });
  router.add(Method::post, "/api/v1/cases/bulk", Policy::needs("case.write"),
             [desk](const Request& request, http::Context& context) { return bulk(desk, request, context); });
}

}  // namespace aproape::api
