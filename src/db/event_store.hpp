#pragma once

#include "db/feed.hpp"

namespace aproape::db {

// Numbers up to `limit` committed events that have no number yet, in order of birth; gives how many. The
// counter's row is locked until the end, so two transactions never number at once and a number that is seen
// is never followed by a smaller one that appears later.
int number_events(Tx& tx, int limit);
[[nodiscard]] bool has_unnumbered_events(Tx& tx);
// Removes numbered events born before `before`; gives how many. At most `limit` at once.
std::int64_t prune_events(Tx& tx, Millis before, int limit);

}  // namespace aproape::db
