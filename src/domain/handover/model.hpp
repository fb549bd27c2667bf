#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/cases/model.hpp"

namespace aproape::handover {

using HandoverId = Id<struct HandoverTag>;

// A case offered by one unit to another.
struct Handover {
  HandoverId id;
  CaseId case_id;
  UnitId from;
  UnitId to;
  cases::CaseGrantId grant;  // by which `to` sees the case while it is pending
  std::string reason;
  AccountId asked_by;
  std::string asked_name;
  Millis asked_at = 0;
  std::string rule;               // term of acceptance
  std::optional<Millis> due_at;   // when it ends
  std::string state = "pending";  // "pending", "accepted", "returned", "withdrawn"
  std::string answer;             // why it was returned
  AccountId decided_by;
  std::string decided_name;
  std::optional<Millis> decided_at;
  std::int64_t warned = 0;  // the last share of the term that was told, in percent: 0, 80, 100
};

}  // namespace aproape::handover
