#include "domain/cases/merge_repository.hpp"

#include <array>

#include "db/rows.hpp"

namespace aproape::cases::repository {
namespace {

struct PartTable {
  std::string_view name;
  db::Sql ids;
  db::Sql move;
};

#define PART_TABLE(NAME, TABLE)                                            \
  PartTable {                                                              \
    NAME, "select id from " TABLE " where case_id = $1 order by id",       \
        "update " TABLE " set case_id = $3 where id = $1 and case_id = $2" \
  }

// In the order of PartKind.
const std::array<PartTable, 4> kParts = {PART_TABLE("note", "note"), PART_TABLE("task", "task"),
                                         PART_TABLE("role", "case_role"), PART_TABLE("grant", "case_grant")};

const PartTable& table_of(PartKind kind) {
  return kParts[static_cast<std::size_t>(kind)];
}

std::vector<std::int64_t> numbers(const db::Rows& rows) {
  std::vector<std::int64_t> found;
  for (const db::Row& row : rows) found.push_back(row.i64(0));
  return found;
}

#define MERGE_SELECT "select id, case_id, into_id, actor_id, at, face from case_merge "

Merge merge_row(const db::Row& row) {
  return {row.id<MergeId>(0),   row.id<CaseId>(1), row.id<CaseId>(2),
          row.id<AccountId>(3), row.i64(4),        row.text(5)};
}

}  // namespace

std::string_view name_of(PartKind kind) {
  return table_of(kind).name;
}

std::vector<std::int64_t> part_ids(db::Tx& tx, PartKind kind, CaseId id) {
  return numbers(tx.query(table_of(kind).ids, {id}));
}

bool move_part(db::Tx& tx, PartKind kind, std::int64_t part, CaseId from, CaseId to) {
  return tx.exec(table_of(kind).move, {part, from, to}) == 1;
}

void insert(db::Tx& tx, const Merge& merge) {
  tx.exec(
      "insert into case_merge (id, case_id, into_id, actor_id, at, undone_at, face) "
      "values ($1, $2, $3, $4, $5, null, $6)",
      {merge.id, merge.from, merge.into, merge.actor, merge.at, merge.face});
}

void set_face(db::Tx& tx, MergeId id, std::string_view face) {
  tx.exec("update case_merge set face = $2 where id = $1", {id, face});
}

void end(db::Tx& tx, MergeId id, Millis at) {
  tx.exec("update case_merge set undone_at = $2 where id = $1", {id, at});
}

std::optional<Merge> merge_of(db::Tx& tx, CaseId alias) {
  const auto row = tx.one(MERGE_SELECT "where case_id = $1 and undone_at is null", {alias});
  if (!row) return std::nullopt;
  return merge_row(*row);
}

std::vector<Merge> merges_into(db::Tx& tx, CaseId into) {
  return db::all_of<Merge>(
      tx.query(MERGE_SELECT "where into_id = $1 and undone_at is null order by at, id", {into}), merge_row);
}

void point(db::Tx& tx, CaseId alias, CaseId into) {
  tx.exec("update cases set merged_into = $2 where id = $1", {alias, into});
}

void insert_item(db::Tx& tx, MergeId id, std::string_view kind, std::int64_t item) {
  tx.exec(
      "insert into case_merge_item (merge_id, kind, item_id) values ($1, $2, $3) "
      "on conflict (merge_id, kind, item_id) do nothing",
      {id, kind, item});
}

std::vector<std::int64_t> items(db::Tx& tx, MergeId id, std::string_view kind) {
  return numbers(tx.query(
      "select item_id from case_merge_item where merge_id = $1 and kind = $2 order by item_id", {id, kind}));
}

void remove_item(db::Tx& tx, MergeId id, std::string_view kind, std::int64_t item) {
  tx.exec("delete from case_merge_item where merge_id = $1 and kind = $2 and item_id = $3", {id, kind, item});
}

Millis last_in(db::Tx& tx, CaseId id) {
  return tx.one("select last_in_at from cases where id = $1", {id})->i64(0);
}

}  // namespace aproape::cases::repository
