// The statements of the list. Each walks an index in the order that the page shows, so that a page reads
// about as many rows as it has lines; the view decides which index that is.
#include <cstdint>
#include <limits>
#include <string_view>

#include "domain/cases/columns.hpp"
#include "domain/cases/repository.hpp"

namespace aproape::cases::repository {
namespace {

// $4 place key, $5 place id, $6 limit, $7 status, $8 unit, $9 holder, $10 urgency, $11 category
#define LIST_FILTER                                                                                 \
  "and ($7 = '' or c.status = $7) and (c.unit_id = $8 or $8 = 0) and (c.holder_id = $9 or $9 = 0) " \
  "and ($10 = '' or c.urgency = $10) and ($11 = '' or c.category = $11) and c.merged_into is null and "
#define LIST_BY_UPDATED "and (c.updated_at, c.id) < ($4, $5) " LIST_FILTER
#define LIST_BY_CREATED "and c.id < $5 and c.created_at <= $4 " LIST_FILTER
#define LIST_BY_DUE "and (c.due_key, c.id) > ($4, $5) " LIST_FILTER
#define ORDER_UPDATED "order by c.updated_at desc, c.id desc limit $6"
#define ORDER_CREATED "order by c.id desc limit $6"
#define ORDER_DUE "order by c.due_key, c.id limit $6"
#define IN_OWN_UNITS                                                                                        \
  "(c.unit_id in (select ou.unit_id from account_unit ou where ou.account_id = $1) or c.id in (select "     \
  "og.case_id from case_grant og join account_unit gx on gx.unit_id = og.unit_id where gx.account_id = $1 " \
  "and og.until > $3)) "

// One statement for each order, over what `where` leaves. The page is found first, over cases alone; names
// are joined to its lines only.
#define STATEMENTS(NAME, WHERE)                                                                         \
  constexpr db::Sql NAME##_updated =                                                                    \
      CASE_SELECT "from (select * from cases c where " WHERE LIST_BY_UPDATED CASE_VISIBLE ORDER_UPDATED \
                  ") c " CASE_JOINS "order by c.updated_at desc, c.id desc";                            \
  constexpr db::Sql NAME##_created =                                                                    \
      CASE_SELECT "from (select * from cases c where " WHERE LIST_BY_CREATED CASE_VISIBLE ORDER_CREATED \
                  ") c " CASE_JOINS "order by c.id desc";                                               \
  constexpr db::Sql NAME##_due =                                                                        \
      CASE_SELECT "from (select * from cases c where " WHERE LIST_BY_DUE CASE_VISIBLE ORDER_DUE         \
                  ") c " CASE_JOINS "order by c.due_key, c.id";                                         \
  constexpr db::Sql NAME##_count =                                                                      \
      "select count(*) from (select 1 from cases c where " WHERE LIST_BY_UPDATED CASE_VISIBLE           \
      " limit $6) n";

STATEMENTS(all, "1 = 1 ")
STATEMENTS(open, "c.closed_at is null ")
STATEMENTS(held, "c.closed_at is null and c.holder_id = $9 ")
STATEMENTS(free, "c.closed_at is null and c.holder_id is null and c.status <> 'snoozed' ")
STATEMENTS(answer, "c.closed_at is null and c.answer_due and c.status <> 'snoozed' ")
STATEMENTS(overdue, "c.closed_at is null and c.due_key < $3 ")
STATEMENTS(state, "c.status = $7 ")
STATEMENTS(own, IN_OWN_UNITS)
STATEMENTS(own_open, "c.closed_at is null and " IN_OWN_UNITS)

struct Statements {
  db::Sql updated;
  db::Sql created;
  db::Sql due;
  db::Sql count;
};
#define SET_OF(NAME)                                         \
  Statements {                                               \
    NAME##_updated, NAME##_created, NAME##_due, NAME##_count \
  }

// Status and holder that the view itself asks for.
struct Question {
  Statements sql;
  std::string_view status;
  AccountId holder;
};

Question question(const access::Scope& scope, const Filter& filter) {
  const std::string_view view = filter.view;
  if (view == "mine") return {SET_OF(held), filter.status, scope.account()};
  if (view == "unassigned") return {SET_OF(free), filter.status, filter.holder};
  if (view == "unit") return {SET_OF(own_open), filter.status, filter.holder};
  if (view == "waiting" || view == "snoozed" || view == "closed") return {SET_OF(state), view, filter.holder};
  if (view == "answer") return {SET_OF(answer), filter.status, filter.holder};
  if (view == "overdue") return {SET_OF(overdue), filter.status, filter.holder};
  if (!filter.status.empty() && filter.status != "open" && filter.status != "new")
    return {SET_OF(state), filter.status, filter.holder};
  // The few cases of a mission are gathered by its units; the whole network is walked in order.
  if (!filter.status.empty())
    return {scope.network() ? SET_OF(open) : SET_OF(own_open), filter.status, filter.holder};
  return {scope.network() ? SET_OF(all) : SET_OF(own), filter.status, filter.holder};
}

}  // namespace

std::vector<Case> list(db::Tx& tx, const access::Scope& scope, const Filter& filter, const Place& after,
                       int limit, Millis now) {
  const Question ask = question(scope, filter);
  const db::Sql sql = filter.sort == "created" ? ask.sql.created
                      : filter.sort == "due"   ? ask.sql.due
                                               : ask.sql.updated;
  std::vector<Case> found;
  for (const db::Row& row :
       tx.query(sql, {scope.account(), scope.network(), now, after.key, after.id, limit, ask.status,
                      filter.unit.value, ask.holder.value, filter.urgency, filter.category}))
    found.push_back(case_of(row));
  return found;
}

int count(db::Tx& tx, const access::Scope& scope, const Filter& filter, int most, Millis now) {
  constexpr auto kEnd = std::numeric_limits<std::int64_t>::max();
  const Question ask = question(scope, filter);
  const auto row =
      tx.one(ask.sql.count, {scope.account(), scope.network(), now, kEnd, kEnd, most, ask.status,
                             filter.unit.value, ask.holder.value, filter.urgency, filter.category});
  return static_cast<int>(row->i64(0));
}

}  // namespace aproape::cases::repository
