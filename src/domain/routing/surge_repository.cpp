#include "domain/routing/record_json.hpp"
#include "domain/routing/repository.hpp"

// When agents work, and what they have for a time.
namespace aproape::routing::repository {
namespace {

#define SURGE_COLUMNS                                                                          \
  "select id, account_id, skills, queues, began_at, until, by_id, new_account, ended_at from " \
  "routing_surge "

Surge surge_of(const db::Row& row) {
  Surge surge;
  surge.id = row.id<SurgeId>(0);
  surge.agent = row.id<AccountId>(1);
  surge.skills = read_skills(row.text(2));
  surge.queues = read_queues(row.text(3));
  surge.began_at = row.i64(4);
  surge.until = row.i64(5);
  surge.by = row.id<AccountId>(6);
  surge.new_account = row.boolean(7);
  surge.ended_at = row.i64_opt(8);
  return surge;
}

std::vector<Surge> surges_of(const db::Rows& rows) {
  std::vector<Surge> all;
  for (const db::Row& row : rows) all.push_back(surge_of(row));
  return all;
}

Shift shift_of(const db::Row& row) {
  return {static_cast<int>(row.i64(1)), static_cast<int>(row.i64(2)), static_cast<int>(row.i64(3)),
          row.text(4)};
}

}  // namespace

std::map<AccountId, std::vector<Shift>> shifts(db::Tx& tx) {
  std::map<AccountId, std::vector<Shift>> all;
  for (const db::Row& row :
       tx.query("select account_id, day, from_minute, to_minute, zone from routing_shift order by id"))
    all[row.id<AccountId>(0)].push_back(shift_of(row));
  return all;
}

std::vector<Shift> shifts_of(db::Tx& tx, AccountId agent) {
  std::vector<Shift> all;
  for (const db::Row& row :
       tx.query("select account_id, day, from_minute, to_minute, zone from routing_shift "
                "where account_id = $1 order by day, from_minute",
                {agent}))
    all.push_back(shift_of(row));
  return all;
}

void replace_shifts(db::Tx& tx, AccountId agent, const std::vector<Shift>& shifts) {
  tx.exec("delete from routing_shift where account_id = $1", {agent});
  for (const Shift& shift : shifts)
    tx.exec(
        "insert into routing_shift (id, account_id, day, from_minute, to_minute, zone) "
        "values ($1, $2, $3, $4, $5, $6)",
        {next_id(), agent, shift.day, shift.from, shift.to, shift.zone});
}

std::vector<Surge> surges(db::Tx& tx, Millis now) {
  return surges_of(tx.query(SURGE_COLUMNS "where ended_at is null and until > $1 order by until, id", {now}));
}

std::vector<Surge> surges_over(db::Tx& tx, Millis now) {
  return surges_of(
      tx.query(SURGE_COLUMNS "where ended_at is null and until <= $1 order by until, id", {now}));
}

std::optional<Surge> surge(db::Tx& tx, SurgeId id) {
  const auto row = tx.one(SURGE_COLUMNS "where id = $1", {id});
  if (!row) return std::nullopt;
  return surge_of(*row);
}

void insert(db::Tx& tx, const Surge& surge) {
  tx.exec(
      "insert into routing_surge (id, account_id, skills, queues, began_at, until, by_id, new_account) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {surge.id, surge.agent, write_skills(surge.skills), write_queues(surge.queues), surge.began_at,
       surge.until, surge.by, surge.new_account});
}

void end_surge(db::Tx& tx, SurgeId id, Millis at) {
  tx.exec("update routing_surge set ended_at = $2 where id = $1", {id, at});
}

#undef SURGE_COLUMNS

}  // namespace aproape::routing::repository
