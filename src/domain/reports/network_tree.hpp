#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/reports/service.hpp"

namespace aproape::reports {

// The figures of a line, and those of them that have a period to be set against.
[[nodiscard]] const std::vector<Definition>& line_figures();
[[nodiscard]] const std::vector<Definition>& compared_figures();

// A line of the table of the network: everything, a region, a country, a unit or a team of it.
struct Node {
  enum class Level { network, region, country, unit, team };
  Level level = Level::unit;
  std::string key;     // "network", "region:ID", "country:IT", the unit's id, "team:ID"
  std::string parent;  // key of the line above; empty at the top
  UnitId unit;         // of a unit, a region or a team
  collaboration::TeamId team;
  std::string name;  // of a team
  std::string country;
  Tally tally;
  Tally before;                                  // compared_figures() in as many days just before the period
  std::array<std::int64_t, 14> last_contacts{};  // of the last 14 days of the period, oldest first
};

// The lines that the reader may see, each above those that it sums up; the first is all of them. A unit
// or team without anything to show is left out. A team counts what it was given inside its own unit.
[[nodiscard]] std::vector<Node> network_tree(db::Tx& tx, const Service& service, const access::Scope& scope,
                                             const network::Directory& directory, Day from, Day to,
                                             std::string_view channel);

}  // namespace aproape::reports
