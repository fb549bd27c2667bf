#pragma once

#include <optional>
#include <vector>

#include "db/database.hpp"
#include "domain/shifts/model.hpp"

namespace aproape::shifts::repository {

void insert(db::Tx& tx, const Note& note);
[[nodiscard]] std::optional<Note> note(db::Tx& tx, NoteId id);
void set_done(db::Tx& tx, NoteId id, std::optional<Millis> at, AccountId by);
// Of a unit, newest first, older than `before`.
[[nodiscard]] std::vector<Note> notes(db::Tx& tx, UnitId unit, NoteId before, int limit);
// Points that nobody has done, oldest first.
[[nodiscard]] std::vector<Note> open_points(db::Tx& tx, UnitId unit, int limit);

void insert(db::Tx& tx, const Handover& handover);
[[nodiscard]] std::optional<Handover> handover(db::Tx& tx, HandoverId id);
[[nodiscard]] std::optional<Handover> last_handover(db::Tx& tx, UnitId unit);
// False where somebody has accepted it already.
[[nodiscard]] bool accept(db::Tx& tx, HandoverId id, AccountId by, Millis at);

}  // namespace aproape::shifts::repository
