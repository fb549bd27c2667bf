#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/reports/counters.hpp"
#include "domain/reports/model.hpp"

// The SQL of facts, counters and the projection's cursor.
namespace aproape::reports::repository {

// --- the projection's side ---
[[nodiscard]] std::vector<Fact> facts(db::Tx& tx, CaseId id);
// Of an entry in quarantine, which belongs to no case: its facts stand under the empty case.
[[nodiscard]] std::vector<Fact> held_facts(db::Tx& tx, std::int64_t id);
void insert(db::Tx& tx, CaseId id, const Fact& fact);
void remove(db::Tx& tx, CaseId id, const Fact& fact);
// Adds to the counters; rows that come to nothing are removed.
void add(db::Tx& tx, const Counts& counts);
// Takes all facts and counters away.
void clear(db::Tx& tx);

struct Cursor {
  std::int64_t seq = 0;
  Millis at = 0;                     // of the last event that was read
  std::optional<CaseId> rebuilt_to;  // set while a rebuilding runs
  std::int64_t held_to = 0;          // the last entry in quarantine that it has counted; after all cases
};
[[nodiscard]] std::optional<Cursor> cursor(db::Tx& tx);
// Makes the row where it is missing, and keeps every other writer of it waiting until this transaction ends.
void lock_cursor(db::Tx& tx);
void save(db::Tx& tx, const Cursor& cursor);

// --- the reader's side ---
[[nodiscard]] std::int64_t counted_cases(db::Tx& tx);
struct Sum {
  std::string kind;
  std::string member;
  Count count;
};
// Sums of one unit (kNetwork: all), dimension and kind over the days from..to, both included, by member. An
// empty channel means all.
[[nodiscard]] std::vector<Sum> sums_of(db::Tx& tx, UnitId unit, std::string_view dimension,
                                       std::string_view kind, Day from, Day to, std::string_view channel);
struct DaySum {
  Day day = 0;
  std::string channel;
  Count count;
};
// Of one kind by day and channel, in this order. `dimension`: one without members (dimension_of()).
[[nodiscard]] std::vector<DaySum> by_day(db::Tx& tx, UnitId unit, std::string_view dimension,
                                         std::string_view kind, Day from, Day to, std::string_view channel);

struct Wanted {
  std::string kind;
  Day from = 0;
  Day to = 0;
  std::string channel;    // empty: all
  std::string dimension;  // empty: no restriction; else one of the counters' dimensions
  std::string member;
  bool hits_only = false;
  collaboration::TeamId team;  // empty: no restriction
};
// The cases behind a counter, highest id first, of those below `before`. kNetwork: of all units.
[[nodiscard]] std::vector<CountedCase> cases(db::Tx& tx, UnitId unit, const Wanted& wanted, CaseId before,
                                             int limit);

}  // namespace aproape::reports::repository
