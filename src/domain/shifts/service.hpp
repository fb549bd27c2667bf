#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"
#include "domain/shifts/model.hpp"

namespace aproape::shifts {

// The log of each unit's shifts. Who may write cases in a unit reads and writes its log; to all others it
// does not exist: Error{not_found, "unit.unknown"}. Every change writes its audit and an event
// "shift.changed" in the caller's transaction. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, audit::Service& audit);

  // Newest first, older than `before`.
  [[nodiscard]] std::vector<Note> notes(db::Tx& tx, const access::Scope& scope, UnitId unit, NoteId before,
                                        int limit) const;
  // What somebody still has to do, oldest first; the first 200.
  [[nodiscard]] std::vector<Note> open_points(db::Tx& tx, const access::Scope& scope, UnitId unit) const;
  // Text of 1 to 4,000 characters, at most 20 cases. Throws Error{invalid} naming the field.
  Note add(db::Tx& tx, const access::Scope& scope, UnitId unit, std::string_view text,
           const std::vector<CaseId>& cases, bool open_point);
  // Ends an open point, or opens it again. Throws Error{not_found, "shift.not_found"}, {conflict,
  // "shift.no_point"} for a line that is none.
  Note set_done(db::Tx& tx, const access::Scope& scope, NoteId id, bool done);

  // The newest, accepted or not.
  [[nodiscard]] std::optional<Handover> last_handover(db::Tx& tx, const access::Scope& scope,
                                                      UnitId unit) const;
  // Throws Error{conflict, "shift.handover_pending"} while one waits to be accepted.
  Handover hand_over(db::Tx& tx, const access::Scope& scope, UnitId unit, std::string_view summary);
  // By somebody else than who handed over. Throws Error{not_found, "shift.handover_not_found"}, {conflict,
  // "shift.handover_own"}, {conflict, "handover.accepted"}.
  Handover accept(db::Tx& tx, const access::Scope& scope, HandoverId id);

 private:
  void tell(db::Tx& tx, const access::Scope& scope, std::string_view action, UnitId unit,
            std::int64_t id) const;

  db::Database& database_;
  audit::Service& audit_;
};

}  // namespace aproape::shifts
