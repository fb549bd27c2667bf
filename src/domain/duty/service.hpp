#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"
#include "domain/duty/model.hpp"
#include "domain/network/service.hpp"

namespace aproape::duty {

// The roster. Who holds duty.read in a unit reads its shifts, who holds duty.write there changes them; to all
// others a unit's roster does not exist: Error{not_found, "unit.unknown"}. Each change is an event
// "network.duty_changed" and an audit entry in the caller's transaction. Thread-safe: it keeps no state.
class Service {
 public:
  Service(audit::Service& audit, network::Service& network) : audit_(audit), network_(network) {}

  // Shifts of a unit that touch [from, until), by beginning; at most 1,000.
  [[nodiscard]] std::vector<Shift> shifts(db::Tx& tx, const access::Scope& scope, UnitId unit, Millis from,
                                          Millis until) const;
  // Adds (empty id) or changes one; its unit stays. A number is written in E.164. Throws Error{invalid,
  // "duty.invalid"} with fields, {stale}, {conflict, "duty.overlap"} where somebody has that role then,
  // {not_found, "duty.not_found"}.
  Shift save(db::Tx& tx, const access::Scope& scope, const Shift& shift);
  void remove(db::Tx& tx, const access::Scope& scope, ShiftId id);
  // Two shifts of one unit change their people; times, roles and notes stay.
  void swap(db::Tx& tx, const access::Scope& scope, ShiftId one, ShiftId other);

  [[nodiscard]] Plan plan(db::Tx& tx, const access::Scope& scope, UnitId unit) const;
  // Throws Error{invalid, "duty.invalid"} with fields.
  Plan set_plan(db::Tx& tx, const access::Scope& scope, const Plan& plan);
  [[nodiscard]] std::vector<Gap> gaps(db::Tx& tx, const access::Scope& scope, UnitId unit, Millis from,
                                      Millis until) const;

  // --- for the configuration of the telephone: all units ---
  struct Present {
    std::vector<Shift> shifts;  // that cover the moment
    std::vector<Plan> plans;
    std::optional<Millis> until;  // when the next shift begins or ends
  };
  [[nodiscard]] Present present(db::Tx& tx, Millis at) const;
  // Rises with every change.
  [[nodiscard]] std::int64_t revision(db::Tx& tx) const;

 private:
  void check(db::Tx& tx, const Shift& shift) const;
  [[nodiscard]] Shift own(db::Tx& tx, const access::Scope& scope, ShiftId id) const;
  void changed(db::Tx& tx, const access::Scope& scope, std::string_view action, UnitId unit,
               std::int64_t id) const;

  audit::Service& audit_;
  network::Service& network_;
};

}  // namespace aproape::duty
