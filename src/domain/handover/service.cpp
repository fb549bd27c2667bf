#include "domain/handover/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/handover/repository.hpp"

namespace aproape::handover {
namespace {

constexpr std::size_t kLongestReason = 2000;
// Nobody waits so long for an answer; until then the receiver sees the case.
constexpr Millis kLongestWait = 366 * kDay;
constexpr int kMostTold = 50;
constexpr int kMostPending = 500;

std::string rule_for(std::string_view urgency) {
  if (urgency == "P1") return "service.handover.p1";
  return urgency == "P2" ? "service.handover.p2" : "service.handover.p3";
}

std::string data_of(const Handover& h) {
  return json::write(json::Object{{"handover", h.id.str()}, {"from", h.from.str()}, {"to", h.to.str()}});
}

access::Scope own_eyes() {
  return access::Scope::system("case.handover");
}

void check_reason(std::string_view reason) {
  if (reason.empty() || reason.size() > kLongestReason)
    throw Error("handover.invalid", {{"reason", reason.empty() ? "field.required" : "field.invalid"}});
}

}  // namespace

bool Service::acts_for(const access::Scope& scope, UnitId unit) const {
  const auto own = scope.units("case.write");
  if (scope.is_system() || std::binary_search(own.begin(), own.end(), unit)) return true;
  const network::Unit* found = network_.directory()->unit(unit);
  return scope.may_everywhere("case.write") && found != nullptr && found->kind != "mission";
}

Handover Service::ask(db::Tx& tx, const access::Scope& scope, CaseId id, UnitId to, std::string_view reason) {
  const cases::Case c = cases_.get(tx, scope, id);
  if (!scope.may("case.write", c.unit)) throw Error(ErrorKind::forbidden, "auth.forbidden");
  if (c.status == "closed") throw Error(ErrorKind::conflict, "case.closed");
  if (!c.merged_into.empty()) throw Error(ErrorKind::conflict, "case.merged");
  if (to.empty() || to == c.unit) throw Error("handover.invalid", {{"unit", "field.required"}});
  check_reason(reason);
  if (repository::pending_of(tx, id)) throw Error(ErrorKind::conflict, "handover.pending");
  const Millis now = database_.clock().now();
  Handover h;
  h.id = make_id<HandoverId>();
  h.case_id = id;
  h.from = c.unit;
  h.to = to;
  h.reason = reason;
  h.asked_by = scope.account();
  h.asked_at = now;
  h.rule = rule_for(c.urgency);
  h.due_at = explain(h).clock.due_at;
  h.grant = cases_.add_grant(tx, own_eyes(), id, to, now + kLongestWait, "handover");
  repository::insert(tx, h);
  cases_.note_event(tx, scope, id, "handover.asked", data_of(h));
  collaboration_.tell(tx, repository::accounts_of(tx, to, kMostTold), "handover", "handover.asked", id,
                      scope.account());
  return *repository::find(tx, h.id);
}

Handover Service::for_decision(db::Tx& tx, const access::Scope& scope, HandoverId id, bool receiver) const {
  const auto h = repository::find(tx, id);
  if (!h) throw Error(ErrorKind::not_found, "handover.not_found");
  cases::Case c;
  try {
    c = cases_.get(tx, scope, h->case_id);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    throw Error(ErrorKind::not_found, "handover.not_found");
  }
  if (!acts_for(scope, receiver ? h->to : h->from)) throw Error(ErrorKind::forbidden, "auth.forbidden");
  // One that was moved, closed or merged meanwhile is no longer what was offered.
  if (h->state != "pending" || c.unit != h->from || c.status == "closed" || !c.merged_into.empty())
    throw Error(ErrorKind::conflict, "handover.ended");
  return *h;
}

Handover Service::decide(db::Tx& tx, const access::Scope& scope, Handover h, std::string_view state,
                         std::string_view answer) {
  h.state = state;
  h.answer = answer;
  h.decided_by = scope.account();
  h.decided_at = database_.clock().now();
  if (!repository::decide(tx, h)) throw Error(ErrorKind::conflict, "handover.ended");
  const std::string type = "handover." + h.state;
  cases_.note_event(tx, own_eyes(), h.case_id, type, data_of(h));
  cases_.drop_grant(tx, own_eyes(), h.case_id, h.grant);
  collaboration_.tell(tx, {h.asked_by}, "handover", type, h.case_id, scope.account());
  return *repository::find(tx, h.id);
}

Handover Service::accept(db::Tx& tx, const access::Scope& scope, HandoverId id, bool take) {
  const Handover h = for_decision(tx, scope, id, true);
  cases_.transfer(tx, scope, h.case_id, 0, h.to, {});
  if (take) cases_.assign(tx, scope, h.case_id, 0, scope.account(), {});
  return decide(tx, scope, h, "accepted", {});
}

Handover Service::give_back(db::Tx& tx, const access::Scope& scope, HandoverId id, std::string_view reason) {
  const Handover h = for_decision(tx, scope, id, true);
  check_reason(reason);
  cases_.add_note(tx, scope, h.case_id, reason);
  return decide(tx, scope, h, "returned", reason);
}

Handover Service::withdraw(db::Tx& tx, const access::Scope& scope, HandoverId id) {
  const Handover h = for_decision(tx, scope, id, false);
  return decide(tx, scope, h, "withdrawn", {});
}

std::vector<Handover> Service::of_case(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)cases_.get(tx, scope, id);
  return repository::of_case(tx, id);
}

std::vector<Handover> Service::pending(db::Tx& tx, const access::Scope& scope, bool incoming) const {
  std::vector<Handover> seen;
  for (Handover& h : repository::pending(tx, kMostPending))
    if (acts_for(scope, incoming ? h.to : h.from)) seen.push_back(std::move(h));
  return seen;
}

deadlines::Explained Service::explain(const Handover& h) const {
  return deadlines_.what_if(h.rule, h.to, h.asked_at, false);
}

int Service::remind(db::Tx& tx, int limit) {
  const Millis now = database_.clock().now();
  int touched = 0;
  for (const Handover& h : repository::pending(tx, limit)) {
    const cases::Case c = cases_.get(tx, own_eyes(), h.case_id);
    if (c.unit != h.from || c.status == "closed" || !c.merged_into.empty()) {
      decide(tx, own_eyes(), h, "withdrawn", {});
      ++touched;
      continue;
    }
    const int next = h.warned < 80 ? 80 : 100;
    if (!h.due_at || h.warned >= 100 ||
        deadlines::Service::reached(explain(h), next).value_or(*h.due_at) > now)
      continue;
    // Both were passed while nobody looked: the later one is told.
    const int share = *h.due_at <= now ? 100 : next;
    repository::set_warned(tx, h.id, share);
    cases_.note_event(tx, own_eyes(), h.case_id, "handover.warned",
                      json::write(json::Object{{"handover", h.id.str()}, {"share", share}}));
    std::vector<AccountId> told = repository::accounts_of(tx, h.to, kMostTold);
    told.push_back(h.asked_by);
    collaboration_.tell(tx, told, "handover", "handover.warned", h.case_id, {});
    ++touched;
  }
  return touched;
}

}  // namespace aproape::handover
