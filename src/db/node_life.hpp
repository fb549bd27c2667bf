#pragma once

#include <string_view>

#include "db/database.hpp"

namespace aproape::db {

// Which processes live. A process that works on jobs or messages tells every few seconds that it does, so
// that what it held when it died is taken over within seconds, long before a lease that must outlast the
// slowest work runs out. Holders of leases are named "NODE/…".

// How long a word lasts; tell it about three times as often.
inline constexpr Millis kNodeLife = 10 * kSecond;

void say_alive(Tx& tx, std::string_view node, Millis now);
// The node has ended, by itself or as somebody knows for certain: the jobs and messages that it still holds
// are free at once. Its leases are dropped apart (drop_leases), as the last of its threads ends.
void say_ended(Tx& tx, std::string_view node, Millis now);
// Of a database that was brought back from a backup: none of its nodes runs there.
void say_all_ended(Tx& tx);
// Whether the node of `holder` has ended, or told once that it lives and then fell silent. Of silence, only a
// node that has itself been heard without a gap for kNodeLife may judge: after a pause of the database all of
// them seem silent. A node is never dead to itself.
[[nodiscard]] bool is_dead(Tx& tx, std::string_view holder, std::string_view judge, Millis now);

}  // namespace aproape::db
