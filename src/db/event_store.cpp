#include "db/event_store.hpp"

namespace aproape::db {
namespace {

constexpr std::string_view kCounter = "event";
constexpr Millis kCursorLife = 24 * kHour;

}  // namespace

int number_events(Tx& tx, int limit) {
  tx.exec(
      "insert into counter (name, value) values ($1, 0) on conflict (name) do update set value = "
      "counter.value",
      {kCounter});
  const std::int64_t last = last_sequence(tx);
  const std::int64_t count = tx.exec(
      "update event set seq = fresh.place + cast($1 as bigint) from (select id, row_number() over (order by "
      "id) as "
      "place from event where seq is null order by id limit $2) as fresh where event.id = fresh.id",
      {last, limit});
  if (count > 0) {
    tx.exec("update counter set value = $1 where name = $2", {last + count, kCounter});
    tx.wake(kEventTopic);
  }
  return static_cast<int>(count);
}

bool has_unnumbered_events(Tx& tx) {
  return tx.one("select 1 from event where seq is null limit 1").has_value();
}

std::int64_t prune_events(Tx& tx, Millis before, int limit) {
  return tx.exec(
      "delete from event where id in (select id from event where at < $1 and seq is not null order by at "
      "limit $2)",
      {before, limit});
}

std::vector<SequencedEvent> events_after(Tx& tx, std::int64_t seq, int limit) {
  std::vector<SequencedEvent> events;
  for (const Row& row :
       tx.query("select seq, at, type, subject, subject_id, unit_id, actor_id, data from event "
                "where seq > $1 order by seq limit $2",
                {seq, limit})) {
    Event event{row.text(2), row.text(3), row.i64(4), row.i64(5), row.i64(6), row.text(7)};
    events.push_back({row.i64(0), row.i64(1), std::move(event)});
  }
  return events;
}

std::int64_t last_sequence(Tx& tx) {
  // The counter, not the newest row: it stays when old events are pruned.
  const auto row = tx.one("select value from counter where name = $1", {kCounter});
  return row ? row->i64(0) : 0;
}

bool cursor_is_live(Tx& tx, std::int64_t seq, Millis now) {
  const std::int64_t last = last_sequence(tx);
  if (seq < 0 || seq > last) return false;
  if (seq == last) return true;
  const auto next = tx.one("select at from event where seq = $1", {seq + 1});
  return next && next->i64(0) > now - kCursorLife;
}

}  // namespace aproape::db
