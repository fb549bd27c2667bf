#include "domain/shifts/service.hpp"

#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/shifts/repository.hpp"
#include "text/fold.hpp"

namespace aproape::shifts {
namespace {

constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kMostCases = 20;
constexpr int kMostPoints = 200;

void check_unit(const access::Scope& scope, UnitId unit) {
  if (!scope.may("case.write", unit)) throw Error(ErrorKind::not_found, "unit.unknown");
}

void check_text(std::string_view text, std::string_view field) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    throw Error("field.invalid", {{std::string(field), "field.required"}});
  if (text.size() > kLongestText || !text::is_valid_utf8(text))
    throw Error("field.invalid", {{std::string(field), "field.too_long"}});
}

}  // namespace

Service::Service(db::Database& database, audit::Service& audit) : database_(database), audit_(audit) {}

std::vector<Note> Service::notes(db::Tx& tx, const access::Scope& scope, UnitId unit, NoteId before,
                                 int limit) const {
  check_unit(scope, unit);
  return repository::notes(tx, unit, before, limit);
}

std::vector<Note> Service::open_points(db::Tx& tx, const access::Scope& scope, UnitId unit) const {
  check_unit(scope, unit);
  return repository::open_points(tx, unit, kMostPoints);
}

Note Service::add(db::Tx& tx, const access::Scope& scope, UnitId unit, std::string_view text,
                  const std::vector<CaseId>& cases, bool open_point) {
  check_unit(scope, unit);
  check_text(text, "text");
  if (cases.size() > kMostCases) throw Error("field.invalid", {{"cases", "field.too_long"}});
  Note note;
  note.id = make_id<NoteId>();
  note.unit = unit;
  note.author = scope.account();
  note.text = text;
  note.cases = cases;
  note.open_point = open_point;
  note.at = database_.clock().now();
  repository::insert(tx, note);
  tell(tx, scope, "shift.noted", unit, note.id.value);
  return note;
}

Note Service::set_done(db::Tx& tx, const access::Scope& scope, NoteId id, bool done) {
  auto note = repository::note(tx, id);
  if (!note || !scope.may("case.write", note->unit)) throw Error(ErrorKind::not_found, "shift.not_found");
  if (!note->open_point) throw Error(ErrorKind::conflict, "shift.no_point");
  note->done_at = done ? std::optional(database_.clock().now()) : std::nullopt;
  note->done_by = done ? scope.account() : AccountId{};
  repository::set_done(tx, id, note->done_at, note->done_by);
  tell(tx, scope, done ? "shift.done" : "shift.reopened", note->unit, id.value);
  return *note;
}

std::optional<Handover> Service::last_handover(db::Tx& tx, const access::Scope& scope, UnitId unit) const {
  check_unit(scope, unit);
  return repository::last_handover(tx, unit);
}

Handover Service::hand_over(db::Tx& tx, const access::Scope& scope, UnitId unit, std::string_view summary) {
  check_unit(scope, unit);
  check_text(summary, "summary");
  if (const auto last = repository::last_handover(tx, unit); last && !last->accepted_at)
    throw Error(ErrorKind::conflict, "shift.handover_pending");
  Handover handover;
  handover.id = make_id<HandoverId>();
  handover.unit = unit;
  handover.by = scope.account();
  handover.summary = summary;
  handover.at = database_.clock().now();
  repository::insert(tx, handover);
  tell(tx, scope, "shift.handed_over", unit, handover.id.value);
  return handover;
}

Handover Service::accept(db::Tx& tx, const access::Scope& scope, HandoverId id) {
  auto handover = repository::handover(tx, id);
  if (!handover || !scope.may("case.write", handover->unit))
    throw Error(ErrorKind::not_found, "shift.handover_not_found");
  if (handover->by == scope.account()) throw Error(ErrorKind::conflict, "shift.handover_own");
  const Millis now = database_.clock().now();
  if (!repository::accept(tx, id, scope.account(), now))
    throw Error(ErrorKind::conflict, "shift.handover_accepted");
  handover->accepted_by = scope.account();
  handover->accepted_at = now;
  tell(tx, scope, "shift.accepted", handover->unit, id.value);
  return *handover;
}

void Service::tell(db::Tx& tx, const access::Scope& scope, std::string_view action, UnitId unit,
                   std::int64_t id) const {
  audit_.note_change(tx, scope, action, "shift", id);
  tx.publish({"shift.changed", "shift", id, unit.value, scope.account().value,
              json::write(json::Object{{"unit", unit.str()}})});
}

}  // namespace aproape::shifts
