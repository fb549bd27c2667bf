#include "domain/cases/merge_face.hpp"

#include <algorithm>

#include "domain/cases/stand.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::cases {
namespace {

bool has(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// Whose turn it is after the merge.
void absorb_turn(Case& kept, const Case& other) {
  if (other.status == "closed" || !other.answer_due) return;
  kept.answer_due = true;
  if (kept.waiting_on.kind == "citizen") kept.waiting_on = {};
  if (kept.status == "snoozed" || kept.status == "waiting")
    kept.status = kept.waiting_on.kind.empty() ? "open" : "waiting";
  kept.snoozed_until.reset();
}

}  // namespace

json::Value merge_face(const Case& c) {
  return json::Object{{"stand", stand_of(c)},
                      {"holder", c.holder.str()},
                      {"unit", c.unit.str()},
                      {"requester", c.requester.str()},
                      {"snippet", c.snippet},
                      {"urgency", c.urgency},
                      {"category", c.category + ' ' + c.subcategory},
                      {"language", c.language},
                      {"flags", contacts::write_list(c.flags)}};
}

void absorb(Case& kept, const Case& other, bool newer) {
  if (kept.holder.empty()) kept.holder = other.holder;
  if (kept.requester.empty()) kept.requester = other.requester;
  if (kept.language.empty()) kept.language = other.language;
  if (kept.category.empty()) {
    kept.category = other.category;
    kept.subcategory = other.subcategory;
  }
  kept.urgency = std::min(kept.urgency, other.urgency);  // "P1" is the highest
  if (newer) kept.snippet = other.snippet;
  for (const std::string& flag : other.flags)
    if (!has(kept.flags, flag)) kept.flags.push_back(flag);
  absorb_turn(kept, other);
  if (kept.status == "new" && !kept.holder.empty()) kept.status = "open";
}

void set_back(Case& c, const json::Value& before, const json::Value& after) {
  if (!before.is_object() || !after.is_object()) return;
  const json::Value now = merge_face(c);
  const auto untouched = [&](std::string_view name) {
    return json::write(now[name]) == json::write(after[name]);
  };
  if (untouched("stand")) set_stand(c, before["stand"]);
  if (untouched("holder")) c.holder = AccountId{parse_id(before.get_string("holder")).value_or(0)};
  if (untouched("unit")) c.unit = UnitId{parse_id(before.get_string("unit")).value_or(0)};
  if (untouched("requester")) c.requester = PersonId{parse_id(before.get_string("requester")).value_or(0)};
  if (untouched("snippet")) c.snippet = before.get_string("snippet");
  if (untouched("urgency")) c.urgency = before.get_string("urgency");
  if (untouched("language")) c.language = before.get_string("language");
  if (untouched("category")) {
    const std::string both = before.get_string("category");
    const std::size_t blank = both.find(' ');
    c.category = both.substr(0, blank);
    c.subcategory = both.substr(blank + 1);
  }
  const auto had = contacts::read_list(before.get_string("flags", "[]"));
  for (const std::string& flag : contacts::read_list(after.get_string("flags", "[]")))
    if (!has(had, flag)) std::erase(c.flags, flag);
  // And gives back those that were taken off.
  const auto left = contacts::read_list(after.get_string("flags", "[]"));
  for (const std::string& flag : had)
    if (!has(left, flag) && !has(c.flags, flag)) c.flags.push_back(flag);
}

}  // namespace aproape::cases
