#include "domain/cases/tally.hpp"

#include <map>
#include <optional>
#include <tuple>

namespace aproape::cases::repository {
namespace {

// What a case counts as. Its holder is told apart while it is open alone: of closed ones nobody asks for a
// number.
using Kind = std::tuple<UnitId, std::string, AccountId, bool>;

std::optional<Kind> kind_of(const Case& c) {
  if (!c.merged_into.empty()) return std::nullopt;
  return Kind{c.unit, c.status, c.closed_at ? AccountId{} : c.holder, c.answer_due};
}

void add(db::Tx& tx, const Kind& kind, std::int64_t n) {
  const auto& [unit, status, holder, answer_due] = kind;
  tx.exec(
      "insert into case_tally (id, unit_id, status, holder_id, answer_due, n) values ($1, $2, $3, $4, $5, "
      "$6)",
      {next_id(), unit, status, holder, answer_due, n});
}

#define TALLY_OF(T)                                                               \
  T ".status, " T ".answer_due, case when " T ".holder_id is null then 0 when " T \
    ".holder_id = $1 then 1 else 2 end"
#define GROUPED "group by 1, 2, 3"

void read_all(const db::Rows& rows, std::vector<Tally>& into) {
  for (const db::Row& row : rows)
    into.push_back({row.text(0), row.boolean(1), static_cast<Tally::Holder>(row.i64(2)), row.i64(3)});
}

}  // namespace

void count_new(db::Tx& tx, const Case& c) {
  if (const auto kind = kind_of(c)) add(tx, *kind, 1);
}

void count_again(db::Tx& tx, const Case& before, const Case& after) {
  const auto was = kind_of(before);
  const auto is = kind_of(after);
  if (was == is) return;
  if (was) add(tx, *was, -1);
  if (is) add(tx, *is, 1);
}

Tallies tallies(db::Tx& tx, const access::Scope& scope, UnitId unit, Millis now) {
  Tallies found;
  read_all(
      tx.query(
          "select " TALLY_OF(
              "t") ", cast(sum(t.n) as bigint) from account_unit ou join case_tally t on "
                   "t.unit_id = ou.unit_id where ou.account_id = $1 and (t.unit_id = $2 or $2 = 0) " GROUPED,
          {scope.account(), unit.value}),
      found.own);
  // Of units that are not his own.
  read_all(tx.query("select " TALLY_OF(
                        "c") ", count(*) from cases c where c.id in (select g.case_id from case_grant g "
                             "join account_unit gu on gu.unit_id = g.unit_id where gu.account_id = $1 and "
                             "g.until > $2) and not "
                             "exists (select 1 from account_unit ou where ou.account_id = $1 and ou.unit_id "
                             "= c.unit_id) and "
                             "c.merged_into is null and (c.unit_id = $3 or $3 = 0) " GROUPED,
                    {scope.account(), now, unit.value}),
           found.own);
  if (!scope.network()) {
    found.visible = found.own;
  } else {
    read_all(tx.query("select " TALLY_OF(
                          "t") ", cast(sum(t.n) as bigint) from case_tally t where t.unit_id = $2 or "
                               "$2 = 0 " GROUPED,
                      {scope.account(), unit.value}),
             found.visible);
  }
  return found;
}

bool fold_tally(db::Tx& tx) {
  constexpr std::int64_t kFewRows = 1000;
  const std::int64_t size = tx.one("select count(*) from case_tally")->i64(0);
  const std::int64_t kinds = tx.one(
                                   "select count(*) from (select 1 from case_tally group by unit_id, status, "
                                   "holder_id, answer_due) k")
                                 ->i64(0);
  if (size <= 2 * kinds + kFewRows) return false;
  std::map<Kind, std::int64_t> sums;
  // One statement reads and removes: what another transaction adds meanwhile stays for the next time.
  const db::Rows rows =
      tx.query("delete from case_tally returning unit_id, status, holder_id, answer_due, n");
  for (const db::Row& row : rows)
    sums[{row.id<UnitId>(0), row.text(1), row.id<AccountId>(2), row.boolean(3)}] += row.i64(4);
  for (const auto& [kind, n] : sums)
    if (n != 0) add(tx, kind, n);
  return true;
}

#undef TALLY_OF
#undef GROUPED

}  // namespace aproape::cases::repository
