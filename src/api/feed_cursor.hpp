#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/database.hpp"

namespace aproape::api {

// A place in the feed as clients carry it: opaque, for GET /api/v1/feed?cursor=.
[[nodiscard]] std::string feed_cursor(std::int64_t sequence);
// The place of the snapshot that `tx` sees: the value of the field Aproape-Cursor of what is read in it.
[[nodiscard]] std::string feed_cursor(db::Tx& tx);
// nullopt for anything that is not ours.
[[nodiscard]] std::optional<std::int64_t> read_feed_cursor(std::string_view text);

}  // namespace aproape::api
