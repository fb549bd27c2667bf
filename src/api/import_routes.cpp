#include "api/import_routes.hpp"

#include "api/authenticator.hpp"
#include "domain/catalogue/import.hpp"
#include "domain/network/import.hpp"
#include "domain/network/staff.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::size_t kLargestFile = 8U << 20U;

}  // namespace

bool is_dry_run(const http::Request& request) {
  const std::string wish = request.query_or("dry_run", "false");
  return wish == "true" || wish == "1" || wish.empty();
}

json::Object import_json(const catalogue::ImportResult& result) {
  json::Array errors;
  for (const catalogue::ImportError& error : result.errors)
    errors.push_back(json::Object{{"line", error.line}, {"key", error.key}, {"detail", error.detail}});
  return json::Object{{"added", result.added},
                      {"changed", result.changed},
                      {"unchanged", result.unchanged},
                      {"errors", std::move(errors)}};
}

void add_import_routes(http::Router& router, network::Service& network, catalogue::Service& catalogue) {
  router.add(Method::post, "/api/v1/import/accounts",
             Policy::needs("account.write").confirmed().secret_answer().body(kLargestFile),
             [&network](const Request& request, Context& context) {
               const auto by = actor_of(network.access(), request, context);
               const auto import = network::import_accounts(network, by, request.body(), is_dry_run(request));
               json::Object answer = import_json(import.result);
               json::Array passwords;
               for (const auto& [login, password] : import.passwords)
                 passwords.push_back(json::Object{{"login", login}, {"password", password}});
               answer.set("passwords", std::move(passwords));
               return Response::json(std::move(answer));
             });
  const auto add = [&](const char* path, const char* permission, auto import) {
    router.add(Method::post, path, Policy::needs(permission).body(kLargestFile),
               [&network, import](const Request& request, Context& context) {
                 const auto by = actor_of(network.access(), request, context);
                 return Response::json(import_json(import(by, request.body(), is_dry_run(request))));
               });
  };
  add("/api/v1/import/units", "network.write",
      [&network](const audit::Actor& by, const std::string& csv, bool dry_run) {
        return network::import_units(network, by, csv, dry_run);
      });
  add("/api/v1/import/competences", "network.write",
      [&network](const audit::Actor& by, const std::string& csv, bool dry_run) {
        return network::import_competences(network, by, csv, dry_run);
      });
  add("/api/v1/import/holidays", "catalogue.write",
      [&network](const audit::Actor& by, const std::string& csv, bool dry_run) {
        return network::import_holidays(network, by, csv, dry_run);
      });
  add("/api/v1/import/categories", "catalogue.write",
      [&catalogue](const audit::Actor& by, const std::string& csv, bool dry_run) {
        return catalogue::import_categories(catalogue, by, csv, dry_run);
      });
}

}  // namespace aproape::api
