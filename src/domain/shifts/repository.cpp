#include "domain/shifts/repository.hpp"

#include "base/json.hpp"

namespace aproape::shifts::repository {
namespace {

#define NOTE_COLUMNS \
  "select id, unit_id, author_id, text, cases, open_point, at, done_at, done_by from shift_note "
#define HANDOVER_COLUMNS \
  "select id, unit_id, by_id, summary, at, accepted_by, accepted_at from shift_handover "

std::string write_cases(const std::vector<CaseId>& cases) {
  json::Array list;
  for (const CaseId id : cases) list.emplace_back(id.value);
  return json::write(list);
}

Note note_of(const db::Row& row) {
  Note note;
  note.id = row.id<NoteId>(0);
  note.unit = row.id<UnitId>(1);
  note.author = row.id<AccountId>(2);
  note.text = row.text(3);
  const json::Value cases = json::parse(row.text(4));
  for (const json::Value& one : cases.as_array()) note.cases.push_back({one.as_int()});
  note.open_point = row.boolean(5);
  note.at = row.i64(6);
  note.done_at = row.i64_opt(7);
  note.done_by = row.id<AccountId>(8);
  return note;
}

std::vector<Note> notes_of(const db::Rows& rows) {
  std::vector<Note> all;
  for (const db::Row& row : rows) all.push_back(note_of(row));
  return all;
}

std::optional<Handover> handover_of(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return Handover{row->id<HandoverId>(0), row->id<UnitId>(1), row->id<AccountId>(2),
                  row->text(3),           row->i64(4),        row->id<AccountId>(5),
                  row->i64_opt(6)};
}

}  // namespace

void insert(db::Tx& tx, const Note& note) {
  tx.exec(
      "insert into shift_note (id, unit_id, author_id, text, cases, open_point, at) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      {note.id, note.unit, note.author, note.text, write_cases(note.cases), note.open_point, note.at});
}

std::optional<Note> note(db::Tx& tx, NoteId id) {
  const auto row = tx.one(NOTE_COLUMNS "where id = $1", {id});
  if (!row) return std::nullopt;
  return note_of(*row);
}

void set_done(db::Tx& tx, NoteId id, std::optional<Millis> at, AccountId by) {
  tx.exec("update shift_note set done_at = $2, done_by = $3 where id = $1", {id, at, by});
}

std::vector<Note> notes(db::Tx& tx, UnitId unit, NoteId before, int limit) {
  return notes_of(tx.query(NOTE_COLUMNS "where unit_id = $1 and id < $2 order by id desc limit $3",
                           {unit, before, limit}));
}

std::vector<Note> open_points(db::Tx& tx, UnitId unit, int limit) {
  return notes_of(tx.query(NOTE_COLUMNS
                           "where unit_id = $1 and open_point and done_at is null order by id limit $2",
                           {unit, limit}));
}

void insert(db::Tx& tx, const Handover& handover) {
  tx.exec("insert into shift_handover (id, unit_id, by_id, summary, at) values ($1, $2, $3, $4, $5)",
          {handover.id, handover.unit, handover.by, handover.summary, handover.at});
}

std::optional<Handover> handover(db::Tx& tx, HandoverId id) {
  return handover_of(tx.one(HANDOVER_COLUMNS "where id = $1", {id}));
}

std::optional<Handover> last_handover(db::Tx& tx, UnitId unit) {
  return handover_of(tx.one(HANDOVER_COLUMNS "where unit_id = $1 order by id desc limit 1", {unit}));
}

bool accept(db::Tx& tx, HandoverId id, AccountId by, Millis at) {
  return tx.exec(
             "update shift_handover set accepted_by = $2, accepted_at = $3 where id = $1 and accepted_at "
             "is null",
             {id, by, at}) == 1;
}

#undef NOTE_COLUMNS
#undef HANDOVER_COLUMNS

}  // namespace aproape::shifts::repository
