#pragma once

#include <vector>

#include "domain/duty/model.hpp"

namespace aproape::duty {

// Whom an emergency of the plan's unit rings at a moment, in this order: its consul on duty, its deputy, the
// consul of the neighbour, the duty officer of `centre`. Who has no shift then is left out. Pure.
[[nodiscard]] std::vector<Shift> chain(const std::vector<Shift>& shifts, const Plan& plan, UnitId centre,
                                       Millis at);

// The times within [from, until) in which a wanted role of the plan's unit has nobody, by beginning: the
// consul (of the centre: the officer), and the deputy where the plan expects one. Pure.
[[nodiscard]] std::vector<Gap> gaps(const std::vector<Shift>& shifts, const Plan& plan, bool centre,
                                    Millis from, Millis until);

}  // namespace aproape::duty
