#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/check/figures.hpp"
#include "sim/desk/session.hpp"

namespace sim {

// What the centre says, read through the public API.
struct Shown {
  Figures figures;                 // since the moment
  std::set<std::string> missions;  // codes of those that have cases of that time
  long cases = 0;                  // touched since the moment
  long quarantined = 0;            // mails held since the moment
};
// Waits until no case has changed for two seconds (at most a minute), then reads all that happened since
// `since` (RFC 3339): every timeline and the quarantine. The accounts of `base` read side by side; the first
// must see the whole network and the quarantine, the others are left out where they do not.
[[nodiscard]] Shown read_centre(const std::string& base, const std::vector<Account>& accounts,
                                const std::string& since);

}  // namespace sim
