#pragma once

#include <string>
#include <vector>

#include "sim/check/figures.hpp"

namespace sim {

// What the simulator's own logs tell.
struct Told {
  Figures figures;
  std::string since;  // RFC 3339: nothing was done before
};
// Throws std::invalid_argument where a file cannot be read or holds what no log holds.
[[nodiscard]] Told read_logs(const std::vector<std::string>& paths);

// An address as both sides write it: small letters, without name and brackets.
[[nodiscard]] std::string bare_address(const std::string& shown);

}  // namespace sim
