#include "domain/duty/service.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/duty/chain.hpp"
#include "domain/duty/repository.hpp"
#include "text/phone.hpp"

namespace aproape::duty {
namespace {

constexpr int kMostShifts = 1000;
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestAddress = 200;
constexpr std::size_t kLongestNote = 4000;
constexpr Millis kLongestShift = 62 * kDay;

[[noreturn]] void refuse(std::string_view field, std::string_view key) {
  throw Error("duty.invalid", {{std::string(field), std::string(key)}});
}

void check_unit(const access::Scope& scope, std::string_view permission, UnitId unit) {
  if (!scope.is_system() && !scope.may(permission, unit)) throw Error(ErrorKind::not_found, "unit.unknown");
}

// "sip:name@host" as it is, a telephone number in E.164.
std::string address_of(const std::string& written) {
  if (written.size() > kLongestAddress) refuse("address", "field.too_long");
  if (written.starts_with("sip:") || written.starts_with("sips:")) {
    if (written.find_first_of(" \t\r\n<>\"") != std::string::npos) refuse("address", "field.invalid");
    return written;
  }
  const auto phone = text::parse_phone(written);
  if (!phone) refuse("address", "field.invalid");
  return phone->e164;
}

}  // namespace

std::vector<Shift> Service::shifts(db::Tx& tx, const access::Scope& scope, UnitId unit, Millis from,
                                   Millis until) const {
  check_unit(scope, "duty.read", unit);
  return repository::of_unit(tx, unit, from, until, kMostShifts);
}

void Service::check(db::Tx& tx, const Shift& shift) const {
  const auto unit = network_.find_unit(tx, shift.unit);
  if (!unit) throw Error(ErrorKind::not_found, "unit.unknown");
  const bool fits =
      unit->kind == "mission" ? shift.role == "consul" || shift.role == "deputy" : shift.role == "officer";
  if (!fits) refuse("role", "field.choice");
  if (shift.name.empty()) refuse("name", "field.required");
  if (shift.name.size() > kLongestName) refuse("name", "field.too_long");
  if (shift.note.size() > kLongestNote) refuse("note", "field.too_long");
  if (shift.until <= shift.from) refuse("until", "field.invalid");
  if (shift.until - shift.from > kLongestShift) refuse("until", "field.too_long");
  for (const Shift& other : repository::of_unit(tx, shift.unit, shift.from, shift.until, kMostShifts))
    if (other.role == shift.role && other.id != shift.id) throw Error(ErrorKind::conflict, "duty.overlap");
}

Shift Service::own(db::Tx& tx, const access::Scope& scope, ShiftId id) const {
  const auto found = repository::find(tx, id);
  if (!found || (!scope.is_system() && !scope.may("duty.write", found->unit)))
    throw Error(ErrorKind::not_found, "duty.not_found");
  return *found;
}

Shift Service::save(db::Tx& tx, const access::Scope& scope, const Shift& what) {
  Shift shift = what;
  if (shift.id.empty())
    check_unit(scope, "duty.write", shift.unit);
  else
    shift.unit = own(tx, scope, shift.id).unit;
  shift.address = address_of(shift.address);
  check(tx, shift);
  const bool fresh = shift.id.empty();
  if (fresh) {
    shift.id = make_id<ShiftId>();
    repository::insert(tx, shift);
  } else if (!repository::update(tx, shift)) {
    throw Error(ErrorKind::stale, "stale");
  }
  changed(tx, scope, fresh ? "duty.added" : "duty.changed", shift.unit, shift.id.value);
  return *repository::find(tx, shift.id);
}

void Service::remove(db::Tx& tx, const access::Scope& scope, ShiftId id) {
  const Shift shift = own(tx, scope, id);
  repository::remove(tx, id);
  changed(tx, scope, "duty.removed", shift.unit, id.value);
}

void Service::swap(db::Tx& tx, const access::Scope& scope, ShiftId one, ShiftId other) {
  Shift first = own(tx, scope, one), second = own(tx, scope, other);
  if (first.unit != second.unit || first.id == second.id) refuse("with", "field.invalid");
  std::swap(first.account, second.account);
  std::swap(first.name, second.name);
  std::swap(first.address, second.address);
  if (!repository::update(tx, first) || !repository::update(tx, second))
    throw Error(ErrorKind::stale, "stale");
  changed(tx, scope, "duty.swapped", first.unit, first.id.value);
  changed(tx, scope, "duty.swapped", second.unit, second.id.value);
}

Plan Service::plan(db::Tx& tx, const access::Scope& scope, UnitId unit) const {
  check_unit(scope, "duty.read", unit);
  Plan none;
  none.unit = unit;
  return repository::plan(tx, unit).value_or(none);
}

Plan Service::set_plan(db::Tx& tx, const access::Scope& scope, const Plan& plan) {
  check_unit(scope, "duty.write", plan.unit);
  if (!network_.find_unit(tx, plan.unit)) throw Error(ErrorKind::not_found, "unit.unknown");
  if (!plan.neighbour.empty()) {
    const auto neighbour = network_.find_unit(tx, plan.neighbour);
    if (!neighbour || neighbour->kind != "mission" || neighbour->id == plan.unit)
      refuse("neighbour", "unit.unknown");
  }
  if (plan.ring_seconds < 5 || plan.ring_seconds > 120) refuse("ring_seconds", "field.invalid");
  if (plan.rounds < 1 || plan.rounds > 10) refuse("rounds", "field.invalid");
  repository::put(tx, plan);
  changed(tx, scope, "duty.planned", plan.unit, plan.unit.value);
  return plan;
}

std::vector<Gap> Service::gaps(db::Tx& tx, const access::Scope& scope, UnitId unit, Millis from,
                               Millis until) const {
  const auto found = network_.find_unit(tx, unit);
  const bool centre = found && found->kind != "mission";
  return duty::gaps(shifts(tx, scope, unit, from, until), plan(tx, scope, unit), centre, from, until);
}

Service::Present Service::present(db::Tx& tx, Millis at) const {
  return {repository::covering(tx, at), repository::plans(tx), repository::next_change(tx, at)};
}

std::int64_t Service::revision(db::Tx& tx) const {
  return repository::revision(tx);
}

void Service::changed(db::Tx& tx, const access::Scope& scope, std::string_view action, UnitId unit,
                      std::int64_t id) const {
  tx.publish({"network.duty_changed", "duty_shift", id, unit.value, scope.account().value, "{}"});
  audit_.note_change(tx, audit::Actor(scope), action, "duty_shift", id,
                     json::write(json::Object{{"unit", unit.str()}}));
}

}  // namespace aproape::duty
