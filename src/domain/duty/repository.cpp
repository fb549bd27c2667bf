#include "domain/duty/repository.hpp"

#include <algorithm>

namespace aproape::duty::repository {
namespace {

#define SHIFT_SELECT \
  "select id, unit_id, role, account_id, name, address, from_at, until_at, note, version from duty_shift "
#define PLAN_SELECT "select unit_id, neighbour_id, ring_seconds, rounds, deputy from duty_plan "

Shift shift_of(const db::Row& row) {
  Shift shift;
  shift.id = row.id<ShiftId>(0);
  shift.unit = row.id<UnitId>(1);
  shift.role = row.text(2);
  shift.account = row.id<AccountId>(3);
  shift.name = row.text(4);
  shift.address = row.text(5);
  shift.from = row.i64(6);
  shift.until = row.i64(7);
  shift.note = row.text(8);
  shift.version = row.i64(9);
  return shift;
}

Plan plan_of(const db::Row& row) {
  return {row.id<UnitId>(0), row.id<UnitId>(1), static_cast<int>(row.i64(2)), static_cast<int>(row.i64(3)),
          row.boolean(4)};
}

std::vector<Shift> list(const db::Rows& rows) {
  std::vector<Shift> found;
  for (const db::Row& row : rows) found.push_back(shift_of(row));
  return found;
}

void count_up(db::Tx& tx) {
  tx.exec("update duty_state set revision = revision + 1 where id = 1");
}

}  // namespace

void insert(db::Tx& tx, const Shift& s) {
  tx.exec(
      "insert into duty_shift (id, unit_id, role, account_id, name, address, from_at, until_at, note, "
      "version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
      {s.id, s.unit, s.role, s.account, s.name, s.address, s.from, s.until, s.note});
  count_up(tx);
}

bool update(db::Tx& tx, const Shift& s) {
  count_up(tx);
  return tx.exec(
             "update duty_shift set role = $2, account_id = $3, name = $4, address = $5, from_at = $6, "
             "until_at = $7, note = $8, version = version + 1 where id = $1 and version = $9",
             {s.id, s.role, s.account, s.name, s.address, s.from, s.until, s.note, s.version}) == 1;
}

void remove(db::Tx& tx, ShiftId id) {
  count_up(tx);
  tx.exec("delete from duty_shift where id = $1", {id});
}

std::optional<Shift> find(db::Tx& tx, ShiftId id) {
  const auto row = tx.one(SHIFT_SELECT "where id = $1", {id});
  if (!row) return std::nullopt;
  return shift_of(*row);
}

std::vector<Shift> of_unit(db::Tx& tx, UnitId unit, Millis from, Millis until, int limit) {
  return list(tx.query(SHIFT_SELECT
                       "where unit_id = $1 and from_at < $3 and until_at > $2 order by from_at, id limit $4",
                       {unit, from, until, limit}));
}

std::vector<Shift> covering(db::Tx& tx, Millis at) {
  return list(tx.query(SHIFT_SELECT "where from_at <= $1 and until_at > $1 order by id", {at}));
}

std::optional<Millis> next_change(db::Tx& tx, Millis at) {
  const auto begins = tx.one("select min(from_at) from duty_shift where from_at > $1", {at});
  const auto ends = tx.one("select min(until_at) from duty_shift where until_at > $1", {at});
  const auto first = begins ? begins->i64_opt(0) : std::nullopt;
  const auto second = ends ? ends->i64_opt(0) : std::nullopt;
  if (!first) return second;
  return second ? std::min(*first, *second) : *first;
}

void put(db::Tx& tx, const Plan& p) {
  count_up(tx);
  tx.exec(
      "insert into duty_plan (unit_id, neighbour_id, ring_seconds, rounds, deputy) values ($1, $2, $3, $4, "
      "$5) on conflict (unit_id) do update set neighbour_id = excluded.neighbour_id, ring_seconds = "
      "excluded.ring_seconds, rounds = excluded.rounds, deputy = excluded.deputy",
      {p.unit, p.neighbour, p.ring_seconds, p.rounds, p.deputy});
}

std::optional<Plan> plan(db::Tx& tx, UnitId unit) {
  const auto row = tx.one(PLAN_SELECT "where unit_id = $1", {unit});
  if (!row) return std::nullopt;
  return plan_of(*row);
}

std::vector<Plan> plans(db::Tx& tx) {
  std::vector<Plan> found;
  for (const db::Row& row : tx.query(PLAN_SELECT "order by unit_id")) found.push_back(plan_of(row));
  return found;
}

std::int64_t revision(db::Tx& tx) {
  const auto row = tx.one("select revision from duty_state where id = 1");
  return row ? row->i64(0) : 0;
}

}  // namespace aproape::duty::repository
