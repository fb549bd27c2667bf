// One action at a case, through the services that own what it changes.
#include <algorithm>

#include "base/error.hpp"
#include "domain/automation/service.hpp"

namespace aproape::automation {

std::string Service::filled(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view text) const {
  return messages_.preview(tx, scope, cases_.get(tx, scope, id).language, {}, text, id).text;
}

AccountId Service::holder_of(db::Tx& tx, const access::Scope& scope, CaseId id,
                             std::string_view named) const {
  if (named.empty()) return {};
  if (named == "me") return scope.account();
  const auto account = access_.find_login(tx, named.substr(1));
  if (!account || account->disabled) throw Error("field.invalid", {{"holder", "account.unknown"}});
  const auto directory = network_.directory();
  const auto grants = access_.grants(tx, account->id);
  const auto works_in = [&](UnitId unit) {
    return std::any_of(grants.begin(), grants.end(), [&](const access::Grant& grant) {
      const access::Role* role = access_.roles().find(grant.role);
      return (grant.unit.empty() || grant.unit == unit) && role != nullptr &&
             std::binary_search(role->permissions.begin(), role->permissions.end(), "case.write");
    });
  };
  // A grant holds for all that lies under its unit; the tree has few levels.
  UnitId unit = cases_.get(tx, scope, id).unit;
  for (int level = 0; level < 16 && !unit.empty(); ++level) {
    if (works_in(unit)) return account->id;
    const network::Unit* known = directory->unit(unit);
    unit = known == nullptr ? UnitId{} : known->parent;
  }
  throw Error("field.invalid", {{"holder", "account.elsewhere"}});
}

void Service::apply(db::Tx& tx, const access::Scope& scope, CaseId id, const Action& action) const {
  const Millis now = database_.clock().now();
  const std::string& kind = action.kind;
  if (kind == "urgency") {
    cases::Service::Change change;
    change.urgency = action.value;
    cases_.change(tx, scope, id, 0, change);
  } else if (kind == "category") {
    cases::Service::Change change;
    change.category = action.value;
    change.subcategory = action.more;
    if (!catalogue_.fits(tx, action.value, action.more, to_rfc3339(now).substr(0, 10)))
      throw Error("field.invalid", {{"category", "category.unknown"}});
    cases_.change(tx, scope, id, 0, change);
  } else if (kind == "close") {
    cases_.close(tx, scope, id, 0, action.value, {});
  } else if (kind == "reopen") {
    cases_.reopen(tx, scope, id, 0);
  } else if (kind == "wait") {
    const auto due = action.amount == 0 ? std::nullopt : std::optional(now + action.amount * kDay);
    cases_.wait(tx, scope, id, 0, {action.value, action.more, 0, due});
  } else if (kind == "snooze") {
    cases_.snooze(tx, scope, id, 0, now + action.amount * kHour);
  } else if (kind == "holder") {
    cases_.assign(tx, scope, id, 0, holder_of(tx, scope, id, action.value), {});
  } else if (kind == "unit") {
    const auto directory = network_.directory();
    const network::Unit* unit = directory->unit(action.value);
    if (unit == nullptr) throw Error("field.invalid", {{"unit", "unit.unknown"}});
    cases_.transfer(tx, scope, id, 0, unit->id, {});
  } else if (kind == "note") {
    cases_.add_note(tx, scope, id, filled(tx, scope, id, action.value));
  } else if (kind == "task") {
    const auto due = action.amount == 0 ? std::nullopt : std::optional(now + action.amount * kDay);
    cases_.add_task(tx, scope, id, {filled(tx, scope, id, action.value), {}, due});
  } else if (kind == "tag" || kind == "untag") {
    cases_.set_tag(tx, scope, id, action.value, kind == "tag");
  } else if (kind == "draft") {
    // What somebody began to write is never written over.
    if (cases_.draft(tx, scope, id)) throw Error(ErrorKind::conflict, "macro.draft_exists");
    const cases::Case c = cases_.get(tx, scope, id);
    const auto text = messages_.variant(tx, action.value, c.language);
    if (!text) throw Error(ErrorKind::not_found, "template.not_found");
    const auto rendered = messages_.render(tx, scope, text->id, id);
    cases::Draft draft;
    draft.text = rendered.text;
    draft.subject = rendered.subject;
    draft.language = text->language;
    draft.to = draft.cc = draft.attachments = "[]";
    cases_.save_draft(tx, scope, id, draft);
  }
}

}  // namespace aproape::automation
