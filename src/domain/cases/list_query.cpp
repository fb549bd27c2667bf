// The statements of the list. Each walks an index in the order that the page shows, so that a page reads
// about as many rows as it has lines; the view decides which index that is. Who sees some units alone gets a
// walk a unit, put together here: no index of the whole network has their few cases side by side.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

#include "domain/cases/columns.hpp"
#include "domain/cases/repository.hpp"

namespace aproape::cases::repository {
namespace {

// $4 place key, $5 place id, $6 limit, $7 status, $8 unit, $9 holder, $10 urgency, $11 category
#define LIST_FILTER                                                                                 \
  "and ($7 = '' or c.status = $7) and (c.unit_id = $8 or $8 = 0) and (c.holder_id = $9 or $9 = 0) " \
  "and ($10 = '' or c.urgency = $10) and ($11 = '' or c.category = $11) and c.merged_into is null and "
#define BY_UPDATED "and (c.updated_at, c.id) < ($4, $5) " LIST_FILTER
#define BY_CREATED "and c.id < $5 and c.created_at <= $4 " LIST_FILTER
#define BY_DUE "and (c.due_key, c.id) > ($4, $5) " LIST_FILTER
#define ORDER_UPDATED "order by c.updated_at desc, c.id desc "
#define ORDER_CREATED "order by c.id desc "
#define ORDER_DUE "order by c.due_key, c.id "
// The same orders over few rows that another index gathers: a sign keeps the planner from walking the order.
#define GATHER_BY_UPDATED "and (+c.updated_at, +c.id) < ($4, $5) " LIST_FILTER
#define GATHER_BY_DUE "and (+c.due_key, +c.id) > ($4, $5) " LIST_FILTER
#define GATHER_UPDATED "order by +c.updated_at desc, c.id desc "
#define GATHER_DUE "order by +c.due_key, c.id "

// What is walked: everything, one unit, or what units of the reader were shared and do not hold themselves.
#define EVERYWHERE
#define OF_UNIT "c.unit_id = $8 and "
#define SHARED                                                                                           \
  "c.id in (select og.case_id from case_grant og join account_unit gx on gx.unit_id = og.unit_id where " \
  "gx.account_id = $1 and og.until > $3) and not exists (select 1 from account_unit ou where "           \
  "ou.account_id = $1 and ou.unit_id = c.unit_id) and "

// A page over what `where` leaves. It is found first, over cases alone; names are joined to its lines only.
#define PAGE(WHERE, BY, ORDER) \
  CASE_SELECT "from (select * from cases c where " WHERE BY CASE_VISIBLE ORDER "limit $6) c " CASE_JOINS ORDER
#define COUNT(WHERE) \
  "select count(*) from (select 1 from cases c where " WHERE GATHER_BY_UPDATED CASE_VISIBLE "limit $6) n"

struct Statements {
  db::Sql updated;
  db::Sql created;
  db::Sql due;
  db::Sql count;
};
#define SET(WHERE)                                                                  \
  Statements {                                                                      \
    PAGE(WHERE, BY_UPDATED, ORDER_UPDATED), PAGE(WHERE, BY_CREATED, ORDER_CREATED), \
        PAGE(WHERE, BY_DUE, ORDER_DUE), COUNT(WHERE)                                \
  }
#define SET_GATHERED(WHERE)                                                                 \
  Statements {                                                                              \
    PAGE(WHERE, GATHER_BY_UPDATED, GATHER_UPDATED), PAGE(WHERE, BY_CREATED, ORDER_CREATED), \
        PAGE(WHERE, BY_DUE, ORDER_DUE), COUNT(WHERE)                                        \
  }
#define SET_OF_STATE(WHERE)                                                         \
  Statements {                                                                      \
    PAGE(WHERE, BY_UPDATED, ORDER_UPDATED), PAGE(WHERE, BY_CREATED, ORDER_CREATED), \
        PAGE(WHERE, GATHER_BY_DUE, GATHER_DUE), COUNT(WHERE)                        \
  }

struct Walks {
  Statements everywhere;
  Statements unit;
  Statements shared;
};
#define WALKS(MAKE, WHERE)                                          \
  Walks {                                                           \
    MAKE(EVERYWHERE WHERE), MAKE(OF_UNIT WHERE), MAKE(SHARED WHERE) \
  }

constexpr Walks kAll = WALKS(SET, "1 = 1 ");
constexpr Walks kOpen = WALKS(SET, "c.closed_at is null ");
constexpr Walks kHeld = WALKS(SET, "c.closed_at is null and c.holder_id = $9 ");
// The sign before holder_id: those without one are many, and the order is the narrower way.
constexpr Walks kFree = WALKS(SET, "c.closed_at is null and +c.holder_id is null and c.status <> 'snoozed' ");
constexpr Walks kAnswer = WALKS(SET, "c.closed_at is null and c.answer_due and c.status <> 'snoozed' ");
// Few overdue ones are gathered by their due moment, many are met soon in the order of the list.
constexpr Walks kOverdue = WALKS(SET, "c.closed_at is null and c.due_key < $3 ");
constexpr Walks kFewOverdue = WALKS(SET_GATHERED, "c.closed_at is null and c.due_key < $3 ");
constexpr Walks kState{SET(EVERYWHERE "c.status = $7 "), SET_OF_STATE(OF_UNIT "c.status = $7 "),
                       SET(SHARED "1 = 1 ")};
constexpr int kManyOverdue = 1000;

// What is asked for: the statements of the view, and the status and holder that the view itself means.
struct Question {
  const Walks* walks;
  std::string_view status;
  AccountId holder;
};

Question question(const access::Scope& scope, const Filter& filter) {
  const std::string_view view = filter.view;
  if (view == "mine") return {&kHeld, filter.status, scope.account()};
  if (view == "unassigned") return {&kFree, filter.status, filter.holder};
  if (view == "unit") return {&kOpen, filter.status, filter.holder};
  if (view == "waiting" || view == "snoozed" || view == "closed") {
    // Another status within it: nothing has both.
    const bool same = filter.status.empty() || filter.status == view;
    return {&kState, same ? view : "none", filter.holder};
  }
  if (view == "answer") return {&kAnswer, filter.status, filter.holder};
  if (view == "overdue") return {&kOverdue, filter.status, filter.holder};
  if (filter.status.empty()) return {&kAll, filter.status, filter.holder};
  if (filter.status == "open" || filter.status == "new") return {&kOpen, filter.status, filter.holder};
  return {&kState, filter.status, filter.holder};
}

// Calls `walk(statements, unit)` for each walk that the reader's eyes need.
template <class Walk>
void each_walk(const access::Scope& scope, const Filter& filter, const Walks& walks, Walk walk) {
  const bool own_only = filter.view == "unit";
  // One's own cases are few wherever they are.
  const bool mine = &walks == &kHeld;
  if ((scope.network() || mine) && !own_only) {
    if (filter.unit.empty() || mine)
      walk(walks.everywhere, filter.unit);
    else
      walk(walks.unit, filter.unit);
    return;
  }
  for (const UnitId unit : scope.units("case.read"))
    if (filter.unit.empty() || filter.unit == unit) walk(walks.unit, unit);
  walk(walks.shared, filter.unit);
}

bool before(const Case& a, const Case& b, std::string_view sort) {
  constexpr auto kEnd = std::numeric_limits<std::int64_t>::max();
  if (sort == "created") return a.id > b.id;
  if (sort == "due")
    return std::pair(a.due_at.value_or(kEnd), a.id) < std::pair(b.due_at.value_or(kEnd), b.id);
  return std::pair(a.updated_at, a.id) > std::pair(b.updated_at, b.id);
}

int count_walks(db::Tx& tx, const access::Scope& scope, const Filter& filter, const Question& ask, int most,
                Millis now) {
  constexpr auto kEnd = std::numeric_limits<std::int64_t>::max();
  int found = 0;
  each_walk(scope, filter, *ask.walks, [&](const Statements& sql, UnitId unit) {
    if (found >= most) return;
    const auto row =
        tx.one(sql.count, {scope.account(), scope.network(), now, kEnd, kEnd, most - found, ask.status,
                           unit.value, ask.holder.value, filter.urgency, filter.category});
    found += static_cast<int>(row->i64(0));
  });
  return found;
}

}  // namespace

std::vector<Case> list(db::Tx& tx, const access::Scope& scope, const Filter& filter, const Place& after,
                       int limit, Millis now) {
  Question ask = question(scope, filter);
  if (ask.walks == &kOverdue && count_walks(tx, scope, filter, ask, kManyOverdue, now) < kManyOverdue)
    ask.walks = &kFewOverdue;
  std::vector<Case> found;
  int walked = 0;
  each_walk(scope, filter, *ask.walks, [&](const Statements& set, UnitId unit) {
    const db::Sql sql = filter.sort == "created" ? set.created : filter.sort == "due" ? set.due : set.updated;
    for (const db::Row& row :
         tx.query(sql, {scope.account(), scope.network(), now, after.key, after.id, limit, ask.status,
                        unit.value, ask.holder.value, filter.urgency, filter.category}))
      found.push_back(case_of(row));
    ++walked;
  });
  if (walked > 1)
    std::sort(found.begin(), found.end(),
              [&](const Case& a, const Case& b) { return before(a, b, filter.sort); });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

int count(db::Tx& tx, const access::Scope& scope, const Filter& filter, int most, Millis now) {
  return count_walks(tx, scope, filter, question(scope, filter), most, now);
}

}  // namespace aproape::cases::repository
