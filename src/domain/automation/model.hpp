#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/automation/action.hpp"

namespace aproape::automation {

using MacroId = Id<struct MacroTag>;
using RunId = Id<struct RunTag>;

struct Macro {
  MacroId id;
  std::string name;
  std::vector<Action> actions;
  bool active = true;
  std::int64_t version = 1;
};

// One thing that actions change at a case. Values are codes, names or texts as the field wants; a moment is
// RFC 3339.
struct Effect {
  std::string field;  // "status", "urgency", "category", "subcategory", "holder", "unit", "snoozed_until",
                      // "waiting_on", "tags", "note", "task", "draft"
  std::string before;
  std::string after;
};

// A macro that ran on a case.
struct Run {
  RunId id;
  MacroId macro;
  CaseId case_id;
  Millis at = 0;
};

}  // namespace aproape::automation
