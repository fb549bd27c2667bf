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
// Clean end: what is still held is free at once.
void say_ended(Tx& tx, std::string_view node, Millis now);
// Whether the node of `holder` told once that it lives and then fell silent. Only a node that has itself been
// heard without a gap for kNodeLife may judge: after a pause of the database all of them seem silent. A node
// is never dead to itself.
[[nodiscard]] bool is_dead(Tx& tx, std::string_view holder, std::string_view judge, Millis now);

}  // namespace aproape::db
