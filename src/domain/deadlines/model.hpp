#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "domain/deadlines/compute.hpp"
#include "domain/deadlines/rules.hpp"

namespace aproape::deadlines {

using ClockId = Id<struct ClockTag>;

// A term that runs, or ran, for a case.
struct Clock {
  ClockId id;
  CaseId case_id;
  std::string rule;               // code in the catalogue
  UnitId unit;                    // whose calendar counts
  std::string state = "running";  // "running", "paused", "stopped", "cancelled"
  Millis started_at = 0;
  std::optional<Millis> due_at;  // none while paused
  std::optional<Millis> stopped_at;
  std::string ended_by;  // "kept", "closed", "let_go", "unfit", "staff"; empty while it lives
  std::vector<Pause> pauses;
  AccountId extended_by;  // not empty: the term is the longer one
  std::optional<Millis> extended_at;
  std::string extended_reason;
  int warned = 0;                 // the last share of the time that was told, in percent
  std::optional<Millis> warn_at;  // when the next one is reached

  [[nodiscard]] bool live() const { return state == "running" || state == "paused"; }
};

// What clocks need to know of a case.
struct Matter {
  CaseId id;
  UnitId unit;
  Facts facts;
  Millis opened_at = 0;
  bool open = true;
  bool acted = false;              // somebody has taken it, or answered
  bool waits = false;              // for the citizen: what we promised stands still
  std::optional<Millis> wrote_at;  // when the citizen wrote, where that was not just now
};

// Whether the last thing that happened changed whose turn it is. `reopened`: staff takes a closing or a merge
// back, and what it ended runs on.
enum class Turn { same, citizen_wrote, we_answered, reopened };

// A clock with its rule and its explanation.
struct Explained {
  Clock clock;
  Rule rule;
  Deadline deadline;
  std::string zone;  // of the calendar that counted
};

}  // namespace aproape::deadlines
