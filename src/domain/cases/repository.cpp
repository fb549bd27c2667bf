#include "domain/cases/repository.hpp"

#include <limits>

#include "db/rows.hpp"
#include "domain/cases/columns.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::cases {

Case case_of(const db::Row& row) {
  Case c;
  c.id = row.id<CaseId>(0);
  c.number = row.text(1);
  c.subject = row.text(2);
  c.status = row.text(3);
  c.urgency = row.text(4);
  c.family = row.text(5);
  c.category = row.text(6);
  c.subcategory = row.text(7);
  c.unit = row.id<UnitId>(8);
  c.channel = row.text(9);
  c.language = row.text(10);
  c.requester = row.id<PersonId>(11);
  c.requester_name = row.text(12);
  c.holder = row.id<AccountId>(13);
  c.holder_name = row.text(14);
  c.snippet = row.text(15);
  c.flags = contacts::read_list(row.text(16));
  c.due_at = row.i64_opt(17);
  c.snoozed_until = row.i64_opt(18);
  c.waiting_on = {row.text(19), row.text(20), row.i64_opt(21).value_or(0), row.i64_opt(22)};
  c.answer_due = row.boolean(23);
  c.unread = row.boolean(24);
  c.placed_by = {row.text(25), contacts::read_list(row.text(26))};
  c.resolution = row.text(27);
  c.merged_into = row.id<CaseId>(28);
  c.ring = row.i64(29);
  c.created_at = row.i64(30);
  c.updated_at = row.i64(31);
  c.closed_at = row.i64_opt(32);
  c.version = row.i64(33);
  c.registered_at = row.i64_opt(34);
  return c;
}

}  // namespace aproape::cases

namespace aproape::cases::repository {
namespace {

std::int64_t due_key(const Case& c) {
  return c.due_at.value_or(std::numeric_limits<std::int64_t>::max());
}

std::optional<Millis> since(const Case& c) {
  return c.waiting_on.kind.empty() ? std::nullopt : std::optional(c.waiting_on.since);
}

}  // namespace

void insert(db::Tx& tx, const Case& c) {
  tx.exec(
      "insert into cases (id, number, subject, status, urgency, family, category, subcategory, unit_id, "
      "channel, "
      "language, requester_id, holder_id, snippet, flags, due_at, due_key, snoozed_until, waiting_kind, "
      "waiting_name, waiting_since, waiting_due, answer_due, placed_reason, placed_evidence, resolution, "
      "merged_into, ring, last_in_at, created_at, updated_at, closed_at, registered_at, version) values ($1, "
      "$2, "
      "$3, $4, "
      "$5, $6, "
      "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, "
      "$28, "
      "0, $29, $30, $31, $32, 1)",
      {c.id,
       c.number,
       c.subject,
       c.status,
       c.urgency,
       c.family,
       c.category,
       c.subcategory,
       c.unit,
       c.channel,
       c.language,
       c.requester,
       c.holder,
       c.snippet,
       contacts::write_list(c.flags),
       c.due_at,
       due_key(c),
       c.snoozed_until,
       c.waiting_on.kind,
       c.waiting_on.name,
       since(c),
       c.waiting_on.due_at,
       c.answer_due,
       c.placed_by.reason,
       contacts::write_list(c.placed_by.evidence),
       c.resolution,
       c.merged_into,
       c.ring,
       c.created_at,
       c.updated_at,
       c.closed_at,
       c.registered_at});
}

bool update(db::Tx& tx, const Case& c) {
  return tx.exec(
             "update cases set subject = $2, status = $3, urgency = $4, family = $5, category = $6, "
             "subcategory = $7, unit_id = $8, language = $9, requester_id = $10, holder_id = $11, snippet = "
             "$12, "
             "flags = $13, due_at = $14, due_key = $15, snoozed_until = $16, waiting_kind = $17, "
             "waiting_name = $18, waiting_since = $19, waiting_due = $20, answer_due = $21, placed_reason = "
             "$22, "
             "placed_evidence = $23, resolution = $24, merged_into = $25, ring = $26, updated_at = $27, "
             "closed_at = $28, version = version + 1 where id = $1 and version = $29",
             {c.id,
              c.subject,
              c.status,
              c.urgency,
              c.family,
              c.category,
              c.subcategory,
              c.unit,
              c.language,
              c.requester,
              c.holder,
              c.snippet,
              contacts::write_list(c.flags),
              c.due_at,
              due_key(c),
              c.snoozed_until,
              c.waiting_on.kind,
              c.waiting_on.name,
              since(c),
              c.waiting_on.due_at,
              c.answer_due,
              c.placed_by.reason,
              contacts::write_list(c.placed_by.evidence),
              c.resolution,
              c.merged_into,
              c.ring,
              c.updated_at,
              c.closed_at,
              c.version}) == 1;
}

void set_due(db::Tx& tx, CaseId id, std::optional<Millis> due) {
  tx.exec("update cases set due_at = $2, due_key = $3 where id = $1",
          {id, due, due.value_or(std::numeric_limits<std::int64_t>::max())});
}

void set_last_in(db::Tx& tx, CaseId id, Millis at) {
  tx.exec("update cases set last_in_at = $2 where id = $1", {id, at});
}

std::optional<Case> find(db::Tx& tx, const access::Scope& scope, CaseId id, Millis now) {
  const auto row = tx.one(CASE_SELECT "from cases c " CASE_JOINS "where c.id = $4 and " CASE_VISIBLE,
                          {scope.account(), scope.network(), now, id});
  if (!row) return std::nullopt;
  return case_of(*row);
}

std::optional<CaseId> by_number(db::Tx& tx, std::string_view number) {
  const auto row = tx.one("select id from cases where number = $1", {number});
  if (!row) return std::nullopt;
  return row->id<CaseId>(0);
}

CaseId merged_into(db::Tx& tx, CaseId id) {
  const auto row = tx.one("select merged_into from cases where id = $1", {id});
  return row ? row->id<CaseId>(0) : CaseId{};
}

std::vector<CaseId> merged(db::Tx& tx, CaseId into) {
  return db::ids_of<CaseId>(tx.query("select id from cases where merged_into = $1 order by id", {into}));
}

std::vector<CaseId> of_person(db::Tx& tx, PersonId person, int limit) {
  return db::ids_of<CaseId>(
      tx.query("select distinct case_id from case_role where person_id = $1 "
               "order by case_id desc limit $2",
               {person, limit}));
}

std::vector<CaseId> ids_after(db::Tx& tx, CaseId after, int limit) {
  return db::ids_of<CaseId>(
      tx.query("select id from cases where id > $1 order by id limit $2", {after.value, limit}));
}

std::vector<CaseId> our_turn(db::Tx& tx, CaseId after, int limit) {
  return db::ids_of<CaseId>(
      tx.query("select id from cases where closed_at is null and merged_into is null and (status = 'new' or "
               "(status = 'open' and answer_due)) and id > $1 order by id limit $2",
               {after.value, limit}));
}

std::vector<CaseId> snoozed_until(db::Tx& tx, Millis now, int limit) {
  return db::ids_of<CaseId>(
      tx.query("select id from cases where status = 'snoozed' and snoozed_until <= $1 "
               "order by snoozed_until limit $2",
               {now, limit}));
}

void mark_read(db::Tx& tx, AccountId account, CaseId id, Millis at) {
  tx.exec(
      "insert into case_read (account_id, case_id, at) values ($1, $2, $3) "
      "on conflict (account_id, case_id) do update set at = excluded.at",
      {account, id, at});
}

}  // namespace aproape::cases::repository
