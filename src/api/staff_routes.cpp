#include "api/staff_routes.hpp"

#include "api/body.hpp"

namespace aproape::api {

void add_staff_routes(http::Router& router, network::Service& network) {
  // Names, and the words by which a note names them, and only of colleagues in the units that the caller
  // sees.
  router.add(
      http::Method::get, "/api/v1/staff", http::Policy::signed_in(),
      [&network](const http::Request& request, http::Context& context) {
        access::Service& access = network.access();
        const access::Scope scope = access.scope(AccountId{context.who().account});
        const auto found = network.database().read([&](db::Tx& tx) {
          return access.staff(tx, scope, request.query_or("query", ""), request.limit());
        });
        json::Array items;
        for (const access::Account& account : found)
          items.push_back(json::Object{{"id", account.id.str()},
                                       {"name", account.name},
                                       {"login", account.login},
                                       {"unit", or_null(account.unit.empty() ? "" : account.unit.str())}});
        return http::Response::json(list_of(std::move(items)));
      });
}

}  // namespace aproape::api
