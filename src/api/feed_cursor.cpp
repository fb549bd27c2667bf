#include "api/feed_cursor.hpp"

#include "base/error.hpp"
#include "db/feed.hpp"
#include "http/cursor.hpp"

namespace aproape::api {

std::string feed_cursor(std::int64_t sequence) {
  return http::encode_cursor("feed", {sequence});
}

std::string feed_cursor(db::Tx& tx) {
  return feed_cursor(db::last_sequence(tx));
}

std::optional<std::int64_t> read_feed_cursor(std::string_view text) {
  try {
    const auto sequence = http::decode_cursor("feed", text, 1).front();
    if (sequence >= 0) return sequence;
  } catch (const Error&) {
    // A cursor from elsewhere: the client starts anew.
  }
  return std::nullopt;
}

}  // namespace aproape::api
