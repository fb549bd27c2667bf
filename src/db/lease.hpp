#pragma once

#include <string>
#include <string_view>

#include "db/database.hpp"

namespace aproape::db {

// Takes or renews the lease `name` for `holder` until now + `length`; false where another holder's lease
// still runs. What must be single in the cluster (sequencer, timers, IMAP fetch) works only while it holds
// its lease.
[[nodiscard]] bool take_lease(Tx& tx, std::string_view name, std::string_view holder, Millis now,
                              Millis length);
// True where take_lease() would succeed: a reader's cheap question before it becomes a writer.
[[nodiscard]] bool lease_is_free(Tx& tx, std::string_view name, std::string_view holder, Millis now);
void drop_lease(Tx& tx, std::string_view name, std::string_view holder);
// All leases of `holder`.
void drop_leases(Tx& tx, std::string_view holder);

}  // namespace aproape::db
