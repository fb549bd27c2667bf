#pragma once

#include <cstdint>
#include <optional>
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

// What is to be done with many cases: a macro, or an answer from a template in each one's language.
struct BulkWork {
  MacroId macro;              // empty: an answer
  std::string code;           // of the answer's template
  std::string then = "keep";  // what becomes of an answered case: "keep", "wait", "close"
  int delay = 60;             // seconds before a mail leaves, 0 to 60
};

// What would become of one case.
struct BulkPlan {
  CaseId case_id;
  std::string number;
  std::string subject;
  std::string skip;                  // why it is left out: a key; empty: it is done
  std::vector<std::string> missing;  // placeholders without a value, where that is why
  std::string language;              // of an answer, with what follows
  std::string address;
  std::string text;
  std::vector<Effect> effects;  // of a macro
};

struct BulkItem {
  CaseId case_id;
  std::string number;
  std::string state = "waiting";  // "waiting", "done", "skipped", "undone"
  std::string reason;
};

struct BulkRun {
  RunId id;
  AccountId account;
  BulkWork work;
  std::string name;
  std::string state = "running";  // "running", "stopped", "done"
  Millis created_at = 0;
  std::optional<Millis> ended_at;
  int total = 0, waiting = 0, done = 0, skipped = 0, undone = 0;
};

}  // namespace aproape::automation
