#include "api/surge_accounts.hpp"

#include <algorithm>

namespace aproape::api {

void switch_off(db::Database& database, routing::Service& routing, access::Service& access,
                const audit::Actor& by, const routing::Surge& surge) {
  if (!surge.new_account) return;
  const auto account = database.read([&](db::Tx& tx) -> std::optional<access::Account> {
    const auto running = routing.surges(tx, access::Scope::system("routing.surge"));
    if (std::any_of(running.begin(), running.end(),
                    [&](const routing::Surge& other) { return other.agent == surge.agent; }))
      return std::nullopt;
    return access.find(tx, surge.agent);
  });
  if (!account || account->disabled) return;
  access::Service::Change off;
  off.disabled = true;
  access.change(by, account->id, account->version, off);
}

int end_surges(db::Database& database, routing::Service& routing, access::Service& access) {
  const auto over = database.write([&](db::Tx& tx) { return routing.end_surges(tx); });
  const audit::Actor by(access::Scope::system("routing.surge"));
  for (const routing::Surge& surge : over) switch_off(database, routing, access, by, surge);
  return static_cast<int>(over.size());
}

}  // namespace aproape::api
