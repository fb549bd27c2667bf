// An answer of staff at its case, and how it is taken back.
#include "domain/cases/answer.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/rights.hpp"
#include "domain/cases/service.hpp"
#include "domain/cases/snippet.hpp"
#include "domain/cases/stand.hpp"

namespace aproape::cases {
namespace {

constexpr std::array<std::string_view, 3> kThen = {"keep", "wait", "close"};

json::Value face_of(const Case& c) {
  return json::Object{{"stand", stand_of(c)}, {"holder", c.holder.value}, {"snippet", c.snippet}};
}

}  // namespace

void set_closed(Case& c, std::string_view resolution, Millis now) {
  c.status = "closed";
  c.resolution = resolution;
  c.closed_at = now;
  c.waiting_on = {};
  c.snoozed_until.reset();
  c.answer_due = false;
}

std::string answer_undo(const Case& before, const Case& after, std::string_view clocks) {
  return json::write(
      json::Object{{"before", face_of(before)}, {"after", face_of(after)}, {"clocks", json::parse(clocks)}});
}

std::string restore_before(Case& c, std::string_view undo) {
  const json::Value both = json::parse(undo);
  const json::Value& before = both["before"];
  const json::Value& after = both["after"];
  if (json::write(stand_of(c)) == json::write(after["stand"])) set_stand(c, before["stand"]);
  if (c.holder.value == after.get_int("holder")) c.holder = AccountId{before.get_int("holder")};
  if (c.snippet == after.get_string("snippet")) c.snippet = before.get_string("snippet");
  return json::write(both["clocks"]);
}

std::string Service::join_undo(std::string_view earlier, std::string_view later) {
  const json::Value first = json::parse(earlier);
  const json::Value second = json::parse(later);
  json::Array clocks = first["clocks"].as_array();
  for (const json::Value& one : second["clocks"].as_array()) clocks.push_back(one);
  return json::write(
      json::Object{{"before", first["before"]}, {"after", second["after"]}, {"clocks", clocks}});
}

Service::Answered Service::answered(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                                    std::string_view text, std::string_view then) {
  Case c = for_change(tx, scope, id, version);
  const Millis now = database_.clock().now();
  require(tx, scope, c, "case.reply", now);
  if (std::find(kThen.begin(), kThen.end(), then) == kThen.end())
    throw Error("case.invalid", {{"then", "field.invalid"}});
  if (!c.merged_into.empty()) throw Error(ErrorKind::conflict, "case.merged");
  const Case before = c;
  const std::vector<deadlines::Clock> clocks = deadlines_.standing(tx, id);
  c.answer_due = false;
  c.snippet = snippet(text);
  if (c.status == "new" || c.status == "snoozed") c.status = "open";
  c.snoozed_until.reset();
  if (c.holder.empty()) c.holder = scope.account();
  if (then == "wait") {
    c.waiting_on = {"citizen", {}, now, std::nullopt};
    c.status = "waiting";
    c.closed_at.reset();
  } else if (then == "close") {
    set_closed(c, "answered", now);
  }
  Case changed = save(tx, scope, std::move(c), "case.answered", "contacts",
                      json::write(json::Object{{"then", then}}), deadlines::Turn::we_answered);
  std::string undo = answer_undo(before, changed, deadlines_.undo_of(tx, id, clocks));
  return {std::move(changed), std::move(undo)};
}

Case Service::take_back(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view undo,
                        ContactId outgoing, std::string_view data) {
  Case c = for_change(tx, scope, id, 0);
  if (!outgoing.empty()) contacts_.drop_unsent(tx, outgoing);
  refresh_attachment_flag(tx, c);
  if (!undo.empty()) deadlines_.take_back(tx, id, restore_before(c, undo));
  return save(tx, scope, std::move(c), "message.cancelled", "contacts", data);
}

void Service::refresh_attachment_flag(db::Tx& tx, Case& c) const {
  const auto left = contacts_.of_case(tx, c.id);
  const bool files = std::any_of(left.begin(), left.end(), [](const contacts::Contact& contact) {
    return std::any_of(contact.attachments.begin(), contact.attachments.end(),
                       [](const contacts::Attachment& one) { return !one.inline_part; });
  });
  std::erase(c.flags, "attachment");
  if (files) c.flags.emplace_back("attachment");
}

}  // namespace aproape::cases
