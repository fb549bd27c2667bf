#include "api/account_routes.hpp"

#include <limits>

#include "api/authenticator.hpp"
#include "api/body.hpp"
#include "api/grants_json.hpp"
#include "api/idempotency.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Value account_json(const access::Account& account, const std::vector<access::Grant>& grants) {
  return json::Object{{"id", account.id.str()},
                      {"login", account.login},
                      {"name", account.name},
                      {"language", account.language},
                      {"disabled", account.disabled},
                      {"totp", account.totp},
                      {"must_change_password", account.must_change},
                      {"unit", account.unit.empty() ? json::Value(nullptr) : json::Value(account.unit.str())},
                      {"grants", grants_json(grants)},
                      {"created_at", to_rfc3339(account.created_at)},
                      {"version", account.version}};
}

// A unit by its id or its code.
UnitId unit_of(network::Service& network, db::Tx& tx, const std::string& name) {
  const auto id = parse<UnitId>(name);
  const auto unit = id ? network.find_unit(tx, *id) : network.find_unit(tx, std::string_view(name));
  if (!unit) throw Error("field.invalid", {{"grants", "unit.unknown"}});
  return unit->id;
}

std::vector<access::Grant> grants_of(network::Service& network, db::Tx& tx, const json::Value& list) {
  std::vector<access::Grant> grants;
  if (list.is_null()) return grants;
  for (const json::Value& item : list.as_array()) {
    for (const auto& [name, value] : item.as_object()) {
      if (name != "role" && name != "units")
        throw Error("field.invalid", {{"grants." + name, "field.unknown"}});
    }
    const std::string role = item["role"].as_string();
    if (item["units"].is_null()) {
      const access::Role* known = network.access().roles().find(role);
      if (known != nullptr && known->scope == access::RoleScope::unit &&
          item.as_object().find("units") == nullptr)
        throw Error("field.invalid", {{"grants", "account.mission_needed"}});
      grants.push_back({role, {}});
      continue;
    }
    for (const json::Value& unit : item["units"].as_array())
      grants.push_back({role, unit_of(network, tx, unit.as_string())});
  }
  return grants;
}

Response answer(network::Service& network, db::Tx& tx, AccountId id, int status) {
  const auto account = network.access().find(tx, id);
  if (!account) throw Error(ErrorKind::not_found, "not_found");
  return Response::json(account_json(*account, network.access().grants(tx, id)), status)
      .version(account->version);
}

Response list(network::Service& network, const Request& request) {
  const int limit = request.limit();
  const std::int64_t before = cursor_or(request, std::numeric_limits<std::int64_t>::max());
  return network.database().read([&](db::Tx& tx) {
    auto accounts = network.access().list(tx, request.query_or("query", ""), before, limit + 1);
    std::optional<std::string> next;
    if (accounts.size() > static_cast<std::size_t>(limit)) {
      accounts.pop_back();
      next = accounts.back().id.str();
    }
    json::Array items;
    for (const access::Account& account : accounts)
      items.push_back(account_json(account, network.access().grants(tx, account.id)));
    return Response::json(list_of(std::move(items), next));
  });
}

Response create(network::Service& network, const Request& request, Context& context) {
  const auto body = request.json_body({"login", "name", "password", "language", "grants"});
  const auto by = actor_of(network.access(), request, context);
  access::Service::NewAccount account;
  account.login = wanted_text(body, "login");
  account.name = text_member(body, "name").value_or("");
  account.language = text_member(body, "language").value_or("ro");
  account.password = text_member(body, "password").value_or("");
  return Idempotency::write(network.database(), request, context, [&](db::Tx& tx) {
    account.grants = grants_of(network, tx, body["grants"]);
    if (!account.grants.empty()) account.unit = account.grants.front().unit;
    return answer(network, tx, network.access().add(tx, by, account), 201);
  });
}

}  // namespace

void add_account_routes(http::Router& router, network::Service& network) {
  access::Service& access = network.access();
  router.add(Method::get, "/api/v1/accounts", Policy::needs("account.read"),
             [&network](const Request& request, Context&) { return list(network, request); });
  router.add(
      Method::post, "/api/v1/accounts", Policy::needs("account.write").confirmed(),
      [&network](const Request& request, Context& context) { return create(network, request, context); });
  router.add(Method::patch, "/api/v1/accounts/{id}", Policy::needs("account.write"),
             [&network, &access](const Request& request, Context& context) {
               const auto body = request.json_body({"name", "language", "disabled"});
               const AccountId id{request.id_param()};
               access.change(actor_of(access, request, context), id, request.if_match(),
                             {text_member(body, "name"), text_member(body, "language"),
                              flag_member(body, "disabled"), std::nullopt});
               return network.database().read([&](db::Tx& tx) { return answer(network, tx, id, 200); });
             });
  router.add(Method::put, "/api/v1/accounts/{id}/grants", Policy::needs("account.write").confirmed(),
             [&network, &access](const Request& request, Context& context) {
               const auto body = request.json_body({"grants"});
               const AccountId id{request.id_param()};
               const auto by = actor_of(access, request, context);
               const std::int64_t version = request.if_match();
               return network.database().write([&](db::Tx& tx) {
                 access.set_grants(tx, by, id, version, grants_of(network, tx, body["grants"]));
                 return answer(network, tx, id, 200);
               });
             });
  router.add(
      Method::post, "/api/v1/accounts/{id}/reset", Policy::needs("account.write").confirmed().secret_answer(),
      [&access](const Request& request, Context& context) {
        const auto password = access.reset(actor_of(access, request, context), AccountId{request.id_param()});
        return Response::json(json::Object{{"password", password}});
      });
}

}  // namespace aproape::api
