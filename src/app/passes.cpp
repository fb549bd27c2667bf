#include "app/passes.hpp"

#include <utility>

#include "base/error.hpp"
#include "db/lease.hpp"

namespace aproape::app {
namespace {

constexpr Millis kLease = 10 * kSecond;
// Steps of one run: after these the thread looks whether it shall end.
constexpr int kSteps = 20;

}  // namespace

std::function<void()> router_pass(db::Database& database, std::string node, routing::Service& routing) {
  return [&database, &routing, node = std::move(node)] {
    if (!database.read([&](db::Tx& tx) { return routing.anything_to_do(tx); })) return;
    try {
      database.write([&](db::Tx& tx) {
        if (!db::take_lease(tx, "router", node, database.clock().now(), kLease)) return 0;
        return routing.dispatch(tx);
      });
    } catch (const Error& error) {
      // What moved meanwhile is looked at again in the next pass.
      if (error.key() != "routing.moved") throw;
    }
  };
}

std::function<void()> reports_pass(db::Database& database, std::string node,
                                   const reports::Projection& projection) {
  return [&database, &projection, node = std::move(node)] {
    for (int step = 0; step < kSteps; ++step) {
      const bool due = database.read([&](db::Tx& tx) {
        return projection.behind(tx) && db::lease_is_free(tx, "reports", node, database.clock().now());
      });
      if (!due) return;
      database.write([&](db::Tx& tx) {
        if (!db::take_lease(tx, "reports", node, database.clock().now(), kLease)) return 0;
        return projection.step(tx);
      });
    }
  };
}

}  // namespace aproape::app
