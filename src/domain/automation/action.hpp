#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::automation {

// One change of a case, as data. What the members mean depends on the kind:
//   "urgency"   value: "P1" to "P4"
//   "category"  value: category, more: subcategory or nothing
//   "close"     value: resolution
//   "reopen"
//   "wait"      value: "citizen", "mission", "authority"; more: whom by name; amount: days until it is due,
//   0: none "snooze"    amount: hours "holder"    value: "me", "@LOGIN" of a colleague, or nothing for the
//   queue of the unit "unit" value: code of the unit that gets the case "note"      value: text, a template
//   "task"      value: title, a template; amount: days until it is due, 0: none "tag", "untag"  value: the
//   tag "draft"     value: code of an answer's template
struct Action {
  std::string kind;
  std::string value;
  std::string more;
  std::int64_t amount = 0;
  friend bool operator==(const Action&, const Action&) = default;
};

// The most that one list may hold.
inline constexpr std::size_t kMostActions = 20;

// Actions as the JSON array that stands in a column and in the API. Throws Error{invalid, "action.invalid"}
// with the number of the action (from 1) as field for anything that can never be done: an unknown kind, a
// value outside its range. Whether a unit, category or template exists is asked when it is done.
[[nodiscard]] std::vector<Action> read_actions(std::string_view json);
[[nodiscard]] std::string write_actions(const std::vector<Action>& actions);
void check_actions(const std::vector<Action>& actions);

}  // namespace aproape::automation
