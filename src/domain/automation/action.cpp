#include "domain/automation/action.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "text/fold.hpp"

namespace aproape::automation {
namespace {

constexpr std::int64_t kMostHours = 24 * 366;
constexpr std::int64_t kMostDays = 3660;
constexpr std::size_t kLongestText = 20'000;
constexpr std::size_t kLongestTag = 40;

template <std::size_t N>
bool one_of(std::string_view value, const std::array<std::string_view, N>& allowed) {
  return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

constexpr std::array<std::string_view, 4> kUrgencies = {"P1", "P2", "P3", "P4"};
constexpr std::array<std::string_view, 5> kResolutions = {"answered", "information", "duplicate", "spam",
                                                          "no_reply_needed"};
constexpr std::array<std::string_view, 3> kWaits = {"citizen", "mission", "authority"};

bool filled(const std::string& text, std::size_t most) {
  return !text.empty() && text.size() <= most;
}

// Letters, digits and marks that stand between words: a tag is shown and searched, never read as anything
// else.
bool is_tag(const std::string& tag) {
  return filled(tag, kLongestTag) && tag.find_first_of(" ,;:\"'<>\n\t") == std::string::npos &&
         text::valid_utf8(tag) == tag;
}

// "@login"; whether there is such an account is asked when it is done.
bool names_colleague(std::string_view holder) {
  return holder.size() > 1 && holder.size() <= 100 && holder.front() == '@' &&
         holder.find_first_of(" \n\t") == std::string_view::npos;
}

bool can_be_done(const Action& a) {
  if (a.kind == "urgency") return one_of(a.value, kUrgencies);
  if (a.kind == "category") return filled(a.value, 100) && a.more.size() <= 100;
  if (a.kind == "close") return one_of(a.value, kResolutions);
  if (a.kind == "reopen") return true;
  if (a.kind == "wait")
    return one_of(a.value, kWaits) && a.more.size() <= 200 && a.amount >= 0 && a.amount <= kMostDays;
  if (a.kind == "snooze") return a.amount > 0 && a.amount <= kMostHours;
  if (a.kind == "holder") return a.value.empty() || a.value == "me" || names_colleague(a.value);
  if (a.kind == "unit" || a.kind == "draft") return filled(a.value, 100);
  if (a.kind == "note") return filled(a.value, kLongestText);
  if (a.kind == "task") return filled(a.value, 1000) && a.amount >= 0 && a.amount <= kMostDays;
  if (a.kind == "tag" || a.kind == "untag") return is_tag(a.value);
  return false;
}

}  // namespace

void check_actions(const std::vector<Action>& actions) {
  if (actions.empty() || actions.size() > kMostActions)
    throw Error("action.invalid", {{"actions", actions.empty() ? "field.required" : "field.too_many"}});
  for (std::size_t i = 0; i < actions.size(); ++i)
    if (!can_be_done(actions[i])) throw Error("action.invalid", {{std::to_string(i + 1), "field.invalid"}});
}

std::vector<Action> read_actions(std::string_view text) {
  std::vector<Action> actions;
  const json::Value list = json::parse(text);
  for (const json::Value& item : list.as_array()) {
    for (const auto& [name, value] : item.as_object())
      if (name != "kind" && name != "value" && name != "more" && name != "amount")
        throw Error("action.invalid", {{name, "field.unknown"}});
    actions.push_back(
        {item.get_string("kind"), item.get_string("value"), item.get_string("more"), item.get_int("amount")});
  }
  check_actions(actions);
  return actions;
}

std::string write_actions(const std::vector<Action>& actions) {
  json::Array list;
  for (const Action& action : actions) {
    json::Object one{{"kind", action.kind}};
    if (!action.value.empty()) one.set("value", action.value);
    if (!action.more.empty()) one.set("more", action.more);
    if (action.amount != 0) one.set("amount", action.amount);
    list.emplace_back(std::move(one));
  }
  return json::write(json::Value(std::move(list)));
}

}  // namespace aproape::automation
