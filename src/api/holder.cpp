#include "api/holder.hpp"

#include "base/error.hpp"

namespace aproape::api {
namespace {

// So long a neighbour who took a case may see it.
constexpr Millis kNeighbour = 30 * kDay;

}  // namespace

void check_holder(db::Tx& tx, const DeskServices& desk, const access::Scope& holder, UnitId unit) {
  const auto account = desk.access.find(tx, holder.account());
  if (!account || account->disabled) throw Error("field.invalid", {{"account", "account.unknown"}});
  if (!holder.may("case.write", unit)) throw Error("field.invalid", {{"account", "account.elsewhere"}});
}

cases::Case take_case(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                      const routing::WorkRecord& work) {
  if (!scope.may("case.write", work.unit)) {
    const auto own = scope.units("case.write");
    if (own.empty()) throw Error(ErrorKind::forbidden, "auth.forbidden");
    desk.cases.add_grant(tx, access::Scope::system("routing.neighbour"), work.case_id, own.front(),
                         desk.database.clock().now() + kNeighbour, "routing.neighbour");
  }
  return desk.cases.assign(tx, scope, work.case_id, 0, scope.account(), {});
}

}  // namespace aproape::api
