#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/automation/model.hpp"

namespace aproape::automation {

using RuleId = Id<struct RuleTag>;

// What must be so. One of `values` is enough.
//   "unit"      codes          "category", "subcategory"  codes      "urgency"  "P1" to "P4"
//   "subject", "text", "from"  words that stand in it, in any spelling
//   "language", "channel"      codes                      "first"    "yes": the message that opened the case
struct Condition {
  std::string field;
  std::vector<std::string> values;
};

// "When a message arrives for … and the subject contains …, then …": all conditions hold, then all actions.
struct Rule {
  RuleId id;
  std::string name;
  std::vector<Condition> conditions;
  std::vector<Action> actions;
  bool active = false;
  int position = 0;        // rules are tried in this order
  std::string valid_from;  // dates, both included; empty: no bound
  std::string valid_to;
  std::int64_t version = 1;
};

// What a rule is asked about: a citizen's message and its case.
struct Facts {
  std::string unit, category, subcategory, urgency, language, channel;
  std::string subject, text, from;
  bool first = false;
};

// Whether all conditions hold. Pure.
[[nodiscard]] bool holds(const Rule& rule, const Facts& facts);
// Whether it is switched on and valid on the day ("2026-11-29").
[[nodiscard]] bool valid_on(const Rule& rule, std::string_view day);

[[nodiscard]] std::vector<Condition> read_conditions(std::string_view json);
[[nodiscard]] std::string write_conditions(const std::vector<Condition>& conditions);
// Throws Error{invalid, "rule.invalid"} with the field for what can never hold or be done by the program
// alone.
void check(const Rule& rule);

// A past case that a rule would have changed, and how.
struct RuleMatch {
  CaseId case_id;
  std::string number;
  std::string subject;
  std::vector<Effect> effects;
  std::string refusal;  // the key of why it could not be done; empty: it could
};
struct RuleTrial {
  int looked = 0;   // cases
  int matched = 0;  // of them
  std::vector<RuleMatch> cases;
};

// How a code is called: (kind of thing, code) -> name in the language of the sentence.
using Names = std::function<std::string(std::string_view kind, std::string_view code)>;
// The rule as a sentence in Romanian ("ro") or English, made of its data alone. Pure.
[[nodiscard]] std::string sentence(const Rule& rule, std::string_view language, const Names& names);

}  // namespace aproape::automation
