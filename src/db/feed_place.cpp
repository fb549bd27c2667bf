#include "db/feed_place.hpp"

#include <optional>

namespace aproape::db {
namespace {

std::optional<std::int64_t> place_of(Tx& tx, std::string_view name) {
  const auto row = tx.one("select seq from feed_place where name = $1", {name});
  if (!row) return std::nullopt;
  return row->i64(0);
}

}  // namespace

bool feed_is_ahead(Tx& tx, std::string_view name) {
  return place_of(tx, name) != last_sequence(tx);
}

int read_feed(Tx& tx, std::string_view name, int limit,
              const std::function<void(const SequencedEvent&)>& each) {
  const auto place = place_of(tx, name);
  if (!place) {
    tx.exec("insert into feed_place (name, seq) values ($1, $2)", {name, last_sequence(tx)});
    return 0;
  }
  const auto events = events_after(tx, *place, limit);
  for (const SequencedEvent& event : events) each(event);
  if (!events.empty()) tx.exec("update feed_place set seq = $2 where name = $1", {name, events.back().seq});
  return static_cast<int>(events.size());
}

}  // namespace aproape::db
