#include "domain/handover/repository.hpp"

namespace aproape::handover::repository {
namespace {

#define HANDOVER_SELECT                                                                                      \
  "select h.id, h.case_id, h.from_unit, h.to_unit, h.grant_id, h.reason, h.asked_by, coalesce(a.name, ''), " \
  "h.asked_at, h.rule, h.due_at, h.state, h.answer, h.decided_by, coalesce(d.name, ''), h.decided_at, "      \
  "h.warned "                                                                                                \
  "from handover h left join account a on a.id = h.asked_by left join account d on d.id = h.decided_by "

Handover handover_of(const db::Row& row) {
  Handover h;
  h.id = row.id<HandoverId>(0);
  h.case_id = row.id<CaseId>(1);
  h.from = row.id<UnitId>(2);
  h.to = row.id<UnitId>(3);
  h.grant = row.id<cases::CaseGrantId>(4);
  h.reason = row.text(5);
  h.asked_by = row.id<AccountId>(6);
  h.asked_name = row.text(7);
  h.asked_at = row.i64(8);
  h.rule = row.text(9);
  h.due_at = row.i64_opt(10);
  h.state = row.text(11);
  h.answer = row.text(12);
  h.decided_by = row.id<AccountId>(13);
  h.decided_name = row.text(14);
  h.decided_at = row.i64_opt(15);
  h.warned = row.i64(16);
  return h;
}

std::optional<Handover> one(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return handover_of(*row);
}

std::vector<Handover> all(const db::Rows& rows) {
  std::vector<Handover> found;
  for (const db::Row& row : rows) found.push_back(handover_of(row));
  return found;
}

}  // namespace

void insert(db::Tx& tx, const Handover& h) {
  tx.exec(
      "insert into handover (id, case_id, from_unit, to_unit, grant_id, reason, asked_by, asked_at, rule, "
      "due_at, "
      "state, answer, decided_by, decided_at, warned) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
      "'pending', '', "
      "null, null, 0)",
      {h.id, h.case_id, h.from, h.to, h.grant, h.reason, h.asked_by, h.asked_at, h.rule, h.due_at});
}

bool decide(db::Tx& tx, const Handover& h) {
  return tx.exec(
             "update handover set state = $2, answer = $3, decided_by = $4, decided_at = $5 where id = $1 "
             "and state = "
             "'pending'",
             {h.id, h.state, h.answer, h.decided_by, h.decided_at}) == 1;
}

void set_warned(db::Tx& tx, HandoverId id, std::int64_t share) {
  tx.exec("update handover set warned = $2 where id = $1", {id, share});
}

std::optional<Handover> find(db::Tx& tx, HandoverId id) {
  return one(tx.one(HANDOVER_SELECT "where h.id = $1", {id}));
}

std::optional<Handover> pending_of(db::Tx& tx, CaseId id) {
  return one(tx.one(HANDOVER_SELECT "where h.case_id = $1 and h.state = 'pending'", {id}));
}

std::vector<Handover> of_case(db::Tx& tx, CaseId id) {
  return all(tx.query(HANDOVER_SELECT "where h.case_id = $1 order by h.id", {id}));
}

std::vector<Handover> pending(db::Tx& tx, int limit) {
  return all(tx.query(HANDOVER_SELECT
                      "where h.state = 'pending' order by coalesce(h.due_at, h.asked_at), h.id limit $1",
                      {limit}));
}

std::vector<AccountId> accounts_of(db::Tx& tx, UnitId unit, int limit) {
  std::vector<AccountId> accounts;
  for (const db::Row& row : tx.query("select u.account_id from account_unit u join account a on a.id = "
                                     "u.account_id where u.unit_id = $1 and not "
                                     "a.disabled order by u.account_id limit $2",
                                     {unit, limit}))
    accounts.push_back(row.id<AccountId>(0));
  return accounts;
}

}  // namespace aproape::handover::repository
