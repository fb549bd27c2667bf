#pragma once

#include <string>
#include <vector>

#include "sim/check/centre.hpp"
#include "sim/check/figures.hpp"

namespace sim {

// Puts the ministry's figures beside the simulator's own, as kind "report": contacts (with the automatic
// ones), replies, resolution (closings), cases. Right only where the centre has nothing but what the logs
// tell. Read by the first of the accounts that may; throws std::runtime_error where none may.
void add_reports(const std::string& base, const std::vector<Account>& accounts, const Shown& shown,
                 Figures& ours, Figures& theirs);

}  // namespace sim
