#pragma once

#include <cstdint>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::satisfaction {

// What a citizen said.
struct Answer {
  CaseId case_id;
  std::int64_t invitation = 0;  // which one he answered; one answer each, within the case
  int score = 0;                // 1 (bad) to 5 (good)
  std::string comment;          // may be empty
  Millis at = 0;
};

}  // namespace aproape::satisfaction
