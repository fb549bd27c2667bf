#include "domain/automation/rule.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "text/fold.hpp"

namespace aproape::automation {
namespace {

constexpr std::size_t kMostConditions = 10;
constexpr std::size_t kMostValues = 20;
constexpr std::size_t kLongestValue = 200;
constexpr std::array<std::string_view, 10> kFields = {"unit", "category", "subcategory", "urgency", "subject",
                                                      "text", "from",     "language",    "channel", "first"};

bool is_words(std::string_view field) {
  return field == "subject" || field == "text" || field == "from";
}

const std::string& fact(const Facts& facts, std::string_view field) {
  static const std::string none;
  if (field == "unit") return facts.unit;
  if (field == "category") return facts.category;
  if (field == "subcategory") return facts.subcategory;
  if (field == "urgency") return facts.urgency;
  if (field == "language") return facts.language;
  if (field == "channel") return facts.channel;
  if (field == "subject") return facts.subject;
  if (field == "text") return facts.text;
  if (field == "from") return facts.from;
  return none;
}

bool holds(const Condition& condition, const Facts& facts) {
  if (condition.field == "first") return facts.first;
  const std::string& value = fact(facts, condition.field);
  const std::string folded = is_words(condition.field) ? text::fold(value) : std::string();
  return std::any_of(condition.values.begin(), condition.values.end(), [&](const std::string& wanted) {
    return is_words(condition.field) ? folded.find(text::fold(wanted)) != std::string::npos : value == wanted;
  });
}

bool is_day(std::string_view day) {
  return day.empty() || (day.size() == 10 && from_rfc3339(std::string(day) + "T00:00:00Z").has_value());
}

}  // namespace

bool holds(const Rule& rule, const Facts& facts) {
  return std::all_of(rule.conditions.begin(), rule.conditions.end(),
                     [&](const Condition& condition) { return holds(condition, facts); });
}

bool valid_on(const Rule& rule, std::string_view day) {
  return rule.active && (rule.valid_from.empty() || rule.valid_from <= day) &&
         (rule.valid_to.empty() || day <= rule.valid_to);
}

std::vector<Condition> read_conditions(std::string_view text) {
  std::vector<Condition> conditions;
  const json::Value list = json::parse(text);
  for (const json::Value& item : list.as_array()) {
    Condition condition{item.get_string("field"), {}};
    if (item["values"].is_array())
      for (const json::Value& value : item["values"].as_array())
        condition.values.push_back(value.as_string());
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

std::string write_conditions(const std::vector<Condition>& conditions) {
  json::Array list;
  for (const Condition& condition : conditions) {
    json::Array values;
    for (const std::string& value : condition.values) values.emplace_back(value);
    list.emplace_back(json::Object{{"field", condition.field}, {"values", std::move(values)}});
  }
  return json::write(json::Value(std::move(list)));
}

void check(const Rule& rule) {
  const auto refuse = [](std::string_view field, std::string_view key) {
    throw Error("rule.invalid", {{std::string(field), std::string(key)}});
  };
  if (rule.name.empty() || rule.name.size() > 100) refuse("name", "field.required");
  // A rule without a condition would change every case.
  if (rule.conditions.empty() || rule.conditions.size() > kMostConditions)
    refuse("conditions", "field.required");
  for (const Condition& condition : rule.conditions) {
    if (std::find(kFields.begin(), kFields.end(), condition.field) == kFields.end())
      refuse("conditions", "field.invalid");
    if (condition.values.empty() || condition.values.size() > kMostValues)
      refuse(condition.field, "field.required");
    for (const std::string& value : condition.values)
      if (value.empty() || value.size() > kLongestValue) refuse(condition.field, "field.invalid");
  }
  check_actions(rule.actions);
  for (const Action& action : rule.actions)
    // The program takes no case and writes no answer in somebody's name.
    if (action.kind == "draft" || (action.kind == "holder" && action.value == "me"))
      refuse(action.kind, "rule.person_needed");
  if (!is_day(rule.valid_from)) refuse("valid_from", "field.invalid");
  if (!is_day(rule.valid_to) || (!rule.valid_to.empty() && rule.valid_to < rule.valid_from))
    refuse("valid_to", "field.invalid");
}

}  // namespace aproape::automation
