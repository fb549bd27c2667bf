#include "domain/deadlines/repository.hpp"

#include "domain/deadlines/clock_json.hpp"

namespace aproape::deadlines::repository {
namespace {

#define CLOCK_COLUMNS                                                                               \
  "select id, case_id, rule, unit_id, state, started_at, due_at, stopped_at, pauses, extended_by, " \
  "extended_at, extended_reason, warned, warn_at, ended_by from clock "

Clock read(const db::Row& row) {
  Clock clock;
  clock.id = ClockId{row.i64(0)};
  clock.case_id = CaseId{row.i64(1)};
  clock.rule = row.text(2);
  clock.unit = UnitId{row.i64_opt(3).value_or(0)};
  clock.state = row.text(4);
  clock.started_at = row.i64(5);
  clock.due_at = row.i64_opt(6);
  clock.stopped_at = row.i64_opt(7);
  clock.pauses = read_pauses(row.text(8));
  clock.extended_by = AccountId{row.i64_opt(9).value_or(0)};
  clock.extended_at = row.i64_opt(10);
  clock.extended_reason = row.text(11);
  clock.warned = static_cast<int>(row.i64(12));
  clock.warn_at = row.i64_opt(13);
  clock.ended_by = row.text(14);
  return clock;
}

std::vector<Clock> read_all(const db::Rows& rows) {
  std::vector<Clock> clocks;
  for (const db::Row& row : rows) clocks.push_back(read(row));
  return clocks;
}

}  // namespace

void insert(db::Tx& tx, const Clock& clock) {
  tx.exec(
      "insert into clock (id, case_id, rule, unit_id, state, started_at, due_at, stopped_at, pauses, "
      "extended_by, extended_at, extended_reason, warned, warn_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      {clock.id, clock.case_id, clock.rule, clock.unit, clock.state, clock.started_at, clock.due_at,
       clock.stopped_at, write_pauses(clock.pauses), clock.extended_by, clock.extended_at,
       clock.extended_reason, clock.warned, clock.warn_at});
}

void update(db::Tx& tx, const Clock& clock) {
  tx.exec(
      "update clock set unit_id = $2, state = $3, due_at = $4, stopped_at = $5, pauses = $6, "
      "extended_by = $7, extended_at = $8, extended_reason = $9, warned = $10, warn_at = $11, ended_by = $12 "
      "where id = $1",
      {clock.id, clock.unit, clock.state, clock.due_at, clock.stopped_at, write_pauses(clock.pauses),
       clock.extended_by, clock.extended_at, clock.extended_reason, clock.warned, clock.warn_at,
       clock.ended_by});
}

void move(db::Tx& tx, ClockId id, CaseId from, CaseId to) {
  tx.exec("update clock set case_id = $3 where id = $1 and case_id = $2", {id, from, to});
}

std::vector<Clock> of_case(db::Tx& tx, CaseId id) {
  return read_all(tx.query(CLOCK_COLUMNS "where case_id = $1 order by id", {id}));
}

std::optional<Clock> find(db::Tx& tx, ClockId id) {
  const auto row = tx.one(CLOCK_COLUMNS "where id = $1", {id});
  if (!row) return std::nullopt;
  return read(*row);
}

std::vector<Clock> to_warn(db::Tx& tx, Millis now, int limit) {
  return read_all(tx.query(CLOCK_COLUMNS "where warn_at <= $1 order by warn_at, id limit $2", {now, limit}));
}

#undef CLOCK_COLUMNS

}  // namespace aproape::deadlines::repository
