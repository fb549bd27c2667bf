#include "domain/reports/repository.hpp"

#include "db/rows.hpp"

namespace aproape::reports::repository {
namespace {

constexpr std::string_view kName = "reports";

Count count_of(const db::Row& row, int first) {
  return {row.i64(first), row.i64(first + 1), row.i64(first + 2)};
}

Sum sum_of(const db::Row& row) {
  return {row.text(0), row.text(1), count_of(row, 2)};
}

Fact fact_of(const db::Row& row) {
  Fact fact;
  fact.kind = row.text(0);
  fact.item = row.i64(1);
  fact.day = static_cast<Day>(row.i64(2));
  fact.hour = static_cast<int>(row.i64(3));
  fact.unit = row.id<UnitId>(4);
  fact.channel = row.text(5);
  fact.category = row.text(6);
  fact.subcategory = row.text(7);
  fact.urgency = row.text(8);
  fact.language = row.text(9);
  fact.country = row.text(10);
  fact.topic = row.text(11);
  fact.person = row.id<AccountId>(12);
  fact.value = row.i64_opt(13);
  fact.hit = row.boolean(14);
  fact.team = row.id<collaboration::TeamId>(15);
  return fact;
}

#define FACT_COLUMNS                                                                                    \
  "kind, item, day, hour, unit_id, channel, category, subcategory, urgency, language, country, topic, " \
  "person_id, value, hit, team_id"
#define SUM_COLUMNS "cast(sum(n) as bigint), cast(sum(hits) as bigint), cast(sum(total) as bigint)"

}  // namespace

std::vector<Fact> facts(db::Tx& tx, CaseId id) {
  return db::all_of<Fact>(
      tx.query("select " FACT_COLUMNS " from report_fact where case_id = $1 order by kind, item", {id.value}),
      fact_of);
}

std::vector<Fact> held_facts(db::Tx& tx, std::int64_t id) {
  return db::all_of<Fact>(
      tx.query("select " FACT_COLUMNS
               " from report_fact where case_id = 0 and kind in ('quarantine', 'quarantine_open') and item = "
               "$1 order by kind",
               {id}),
      fact_of);
}

void insert(db::Tx& tx, CaseId id, const Fact& fact) {
  tx.exec("insert into report_fact (case_id, " FACT_COLUMNS
          ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
          {id.value, fact.kind, fact.item, fact.day, fact.hour, fact.unit, fact.channel, fact.category,
           fact.subcategory, fact.urgency, fact.language, fact.country, fact.topic, fact.person.value,
           fact.value, fact.hit, fact.team.value});
}

void remove(db::Tx& tx, CaseId id, const Fact& fact) {
  tx.exec("delete from report_fact where case_id = $1 and kind = $2 and item = $3",
          {id.value, fact.kind, fact.item});
}

void add(db::Tx& tx, const Counts& counts) {
  for (const auto& [key, delta] : counts) {
    tx.exec(
        "insert into report_count (unit_id, dimension, day, kind, channel, member, n, hits, total) values "
        "($1, "
        "$2, $3, $4, $5, $6, $7, $8, $9) on conflict (unit_id, dimension, day, kind, channel, member) do "
        "update set n = report_count.n + excluded.n, hits = report_count.hits + excluded.hits, total = "
        "report_count.total + excluded.total",
        {key.unit.value, key.dimension, key.day, key.kind, key.channel, key.member, delta.n, delta.hits,
         delta.total});
    if (delta.n >= 0) continue;
    tx.exec(
        "delete from report_count where unit_id = $1 and dimension = $2 and day = $3 and kind = $4 and "
        "channel = $5 and member = $6 and n = 0",
        {key.unit.value, key.dimension, key.day, key.kind, key.channel, key.member});
  }
}

void clear(db::Tx& tx) {
  tx.exec("delete from report_fact");
  tx.exec("delete from report_count");
}

std::optional<Cursor> cursor(db::Tx& tx) {
  const auto row = tx.one("select seq, at, rebuilt_to, held_to from report_cursor where name = $1", {kName});
  if (!row) return std::nullopt;
  Cursor found{row->i64(0), row->i64(1), std::nullopt, row->i64(3)};
  if (const auto to = row->i64_opt(2)) found.rebuilt_to = CaseId{*to};
  return found;
}

void lock_cursor(db::Tx& tx) {
  tx.exec(
      "insert into report_cursor (name, seq, at, rebuilt_to, version) values ($1, 0, 0, 0, 0) on conflict "
      "(name) do update set version = report_cursor.version + 1",
      {kName});
}

void save(db::Tx& tx, const Cursor& cursor) {
  const std::optional<std::int64_t> to =
      cursor.rebuilt_to ? std::optional(cursor.rebuilt_to->value) : std::nullopt;
  tx.exec("update report_cursor set seq = $2, at = $3, rebuilt_to = $4, held_to = $5 where name = $1",
          {kName, cursor.seq, cursor.at, to, cursor.held_to});
}

std::int64_t counted_cases(db::Tx& tx) {
  return tx.one("select count(*) from report_fact where kind = 'opened'")->i64(0);
}

std::vector<Sum> sums_of(db::Tx& tx, UnitId unit, std::string_view dimension, std::string_view kind, Day from,
                         Day to, std::string_view channel) {
  return db::all_of<Sum>(
      tx.query("select kind, member, " SUM_COLUMNS
               " from report_count where unit_id = $1 and dimension = $2 and kind = $3 and day >= $4 and day "
               "<= $5 and (channel = $6 or $6 = '') group by kind, member",
               {unit.value, dimension, kind, from, to, channel}),
      sum_of);
}

std::vector<DaySum> by_day(db::Tx& tx, UnitId unit, std::string_view dimension, std::string_view kind,
                           Day from, Day to, std::string_view channel) {
  return db::all_of<DaySum>(
      tx.query(
          "select day, channel, n, hits, total from report_count where unit_id = $1 and dimension = $2 and "
          "kind = $3 and day >= $4 and day <= $5 and (channel = $6 or $6 = '') order by day, channel",
          {unit.value, dimension, kind, from, to, channel}),
      [](const db::Row& row) {
        return DaySum{static_cast<Day>(row.i64(0)), row.text(1), count_of(row, 2)};
      });
}

std::vector<CountedCase> cases(db::Tx& tx, UnitId unit, const Wanted& wanted, CaseId before, int limit) {
  // Members of a dimension as the counters name them.
#define FACT_CASES                                                                                         \
  "select case_id, count(*), cast(sum(case when hit then 1 else 0 end) as bigint), min(day) from "         \
  "report_fact "                                                                                           \
  "where kind = $1 and day >= $2 and day <= $3 and (channel = $4 or $4 = '') and ($5 = '' or "             \
  "case $5 when 'category' then category when 'subcategory' then subcategory when 'urgency' then urgency " \
  "when 'language' then language when 'country' then country when 'topic' then topic "                     \
  "when 'country_topic' then country || '|' || topic "                                                     \
  "when 'person' then cast(person_id as text) when 'team' then cast(team_id as text) "                     \
  "else case when hour < 10 then '0' else '' end || cast(hour as text) end = $6) and (hit or not $7) "     \
  "and (case_id < $8 or $8 = 0) and ($9 = 0 or team_id = $9) and case_id > 0 "
#define FACT_ORDER "group by case_id order by case_id desc limit $10"
  const auto convert = [](const db::Row& row) {
    return CountedCase{row.id<CaseId>(0), row.i64(1), row.i64(2), static_cast<Day>(row.i64(3))};
  };
  if (unit == kNetwork) {
    return db::all_of<CountedCase>(
        tx.query(FACT_CASES FACT_ORDER,
                 {wanted.kind, wanted.from, wanted.to, wanted.channel, wanted.dimension, wanted.member,
                  wanted.hits_only, before.value, wanted.team.value, limit}),
        convert);
  }
  return db::all_of<CountedCase>(
      tx.query(FACT_CASES "and unit_id = $11 " FACT_ORDER,
               {wanted.kind, wanted.from, wanted.to, wanted.channel, wanted.dimension, wanted.member,
                wanted.hits_only, before.value, wanted.team.value, limit, unit.value}),
      convert);
#undef FACT_CASES
#undef FACT_ORDER
}

#undef FACT_COLUMNS
#undef SUM_COLUMNS

}  // namespace aproape::reports::repository
