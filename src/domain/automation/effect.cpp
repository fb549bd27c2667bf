#include "domain/automation/effect.hpp"

namespace aproape::automation {
namespace {

std::string moment(std::optional<Millis> at) {
  return at ? to_rfc3339(*at) : std::string();
}

std::string tags_of(const cases::Case& c) {
  std::string tags;
  for (const std::string& flag : c.flags)
    if (flag.starts_with("tag:")) tags += (tags.empty() ? "" : ", ") + flag.substr(4);
  return tags;
}

std::string waits(const cases::Case& c) {
  return c.waiting_on.name.empty() ? c.waiting_on.kind : c.waiting_on.kind + ": " + c.waiting_on.name;
}

}  // namespace

Picture picture_of(db::Tx& tx, cases::Service& cases, const access::Scope& scope, CaseId id) {
  Picture picture{cases.get(tx, scope, id), cases.notes(tx, scope, id), cases.tasks(tx, scope, id), {}};
  if (!scope.account().empty()) picture.draft = cases.draft(tx, scope, id);
  return picture;
}

std::vector<Effect> effects(const Picture& before, const Picture& after) {
  std::vector<Effect> found;
  const auto compare = [&](std::string_view field, std::string was, std::string is) {
    if (was != is) found.push_back({std::string(field), std::move(was), std::move(is)});
  };
  const cases::Case& a = before.c;
  const cases::Case& b = after.c;
  compare("status", a.status, b.status);
  compare("urgency", a.urgency, b.urgency);
  compare("category", a.category, b.category);
  compare("subcategory", a.subcategory, b.subcategory);
  compare("holder", a.holder_name, b.holder_name);
  compare("unit", a.unit.empty() ? "" : a.unit.str(), b.unit.empty() ? "" : b.unit.str());
  compare("snoozed_until", moment(a.snoozed_until), moment(b.snoozed_until));
  compare("waiting_on", waits(a), waits(b));
  compare("tags", tags_of(a), tags_of(b));
  // Notes and tasks are only added, at the end.
  for (std::size_t i = before.notes.size(); i < after.notes.size(); ++i)
    compare("note", {}, after.notes[i].text);
  for (std::size_t i = before.tasks.size(); i < after.tasks.size(); ++i)
    compare("task", {}, after.tasks[i].title);
  compare("draft", before.draft ? before.draft->text : "", after.draft ? after.draft->text : "");
  return found;
}

}  // namespace aproape::automation
