#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/reports/service.hpp"

namespace aproape::reports {

// A line of the table of the network: everything, a region, a country or a unit.
struct Node {
  enum class Level { network, region, country, unit };
  Level level = Level::unit;
  std::string key;     // "network", "region:ID", "country:IT", the unit's id
  std::string parent;  // key of the line above; empty at the top
  UnitId unit;         // of a unit or region
  std::string country;
  Tally tally;
  std::int64_t contacts_before = 0;              // in as many days before the period
  std::array<std::int64_t, 14> last_contacts{};  // of the last 14 days of the period, oldest first
};

// The lines that the reader may see, each above those that it sums up; the first is all of them. A unit
// without anything to show is left out.
[[nodiscard]] std::vector<Node> network_tree(db::Tx& tx, const Service& service, const access::Scope& scope,
                                             const network::Directory& directory, Day from, Day to,
                                             std::string_view channel);

}  // namespace aproape::reports
