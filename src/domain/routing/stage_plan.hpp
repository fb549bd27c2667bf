#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "domain/network/service.hpp"
#include "domain/routing/model.hpp"

namespace aproape::routing {

// How work widens, by urgency: from when the centre, the neighbours and those without the skills may take it.
struct Widening {
  Millis centre = 0;
  Millis neighbours = 0;
  Millis anybody = 0;
};

// The widening of each urgency ([0] is not used), from catalog/widening.csv. Throws Error{invalid,
// "catalogue.widening"} with the line.
[[nodiscard]] std::vector<Widening> read_widening(std::string_view csv);

// Where the work of a matter looks for somebody, in order: the unit itself, the centre (at once while the
// unit is closed, and when it closes), the other missions of its region, then both without asking for skills.
// Asked for: the citizen's language where it is not Romanian, and, for protection, minors and crises, who
// knows them. `asked` replaces those skills: a supervisor knew better.
[[nodiscard]] std::vector<StageRecord> plan_stages(const Matter& matter,
                                                   const std::optional<std::vector<Skill>>& asked,
                                                   const network::Directory& directory,
                                                   const std::vector<Widening>& widening, Millis entered,
                                                   Millis now);

}  // namespace aproape::routing
