#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "db/feed.hpp"

namespace aproape::db {

// A reader of the feed that misses nothing: its place is a row, moved in the transaction of what it did.

// Whether the feed holds what `name` has not seen. True before its first time.
[[nodiscard]] bool feed_is_ahead(Tx& tx, std::string_view name);
// Gives `each` the events after the place of `name`, oldest first, at most `limit`, and moves the place. The
// first call only notes where the feed stands: the past is not told. Gives how many it read. One caller at a
// time.
int read_feed(Tx& tx, std::string_view name, int limit,
              const std::function<void(const SequencedEvent&)>& each);

}  // namespace aproape::db
