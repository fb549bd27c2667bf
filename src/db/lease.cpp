#include "db/lease.hpp"

namespace aproape::db {

bool take_lease(Tx& tx, std::string_view name, std::string_view holder, Millis now, Millis length) {
  return tx.exec(
             "insert into lease (name, holder, expires_at) values ($1, $2, $3) "
             "on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at "
             "where lease.holder = excluded.holder or lease.expires_at <= $4",
             {name, holder, now + length, now}) == 1;
}

void drop_lease(Tx& tx, std::string_view name, std::string_view holder) {
  tx.exec("delete from lease where name = $1 and holder = $2", {name, holder});
}

void drop_leases(Tx& tx, std::string_view holder) {
  tx.exec("delete from lease where holder = $1", {holder});
}

bool lease_is_free(Tx& tx, std::string_view name, std::string_view holder, Millis now) {
  return !tx.one("select 1 from lease where name = $1 and holder <> $2 and expires_at > $3",
                 {name, holder, now});
}

}  // namespace aproape::db
