#include <algorithm>

#include "domain/routing/record_json.hpp"
#include "domain/routing/staff.hpp"
#include "domain/routing/state.hpp"

// What supervisors do with the line and the rules, and the picking of work by hand.
namespace aproape::routing {
namespace {

// The widest stage of the work that is open at `now`.
std::size_t open_stage(const WorkRecord& work, Millis now) {
  std::size_t open = 0;
  for (std::size_t i = 0; i < work.stages.size(); ++i)
    if (work.entered_at + work.stages[i].after <= now) open = i;
  return open;
}

// Whether the work looks for this agent now: a stage that is open asks for one of his queues.
bool looks_for(const WorkRecord& work, const Staff& staff, const AgentRecord& agent, Millis now) {
  const auto stages = staff.open(work.stages, work.channel);
  return std::any_of(stages.begin(), stages.end(), [&](const StageRecord& stage) {
    return work.entered_at + stage.after <= now &&
           std::any_of(stage.queues.begin(), stage.queues.end(), [&](QueueId queue) {
             return std::find(agent.queues.begin(), agent.queues.end(), queue) != agent.queues.end();
           });
  });
}

std::vector<WaitingWork> as_waiting(std::vector<WorkRecord> works, const std::vector<AgentRecord>& agents,
                                    const Rules& rules, Millis now) {
  const Board board(agents, works, now, rules);
  const Staff staff(agents);
  std::vector<WaitingWork> all;
  for (WorkRecord& work : works) {
    work.stages = staff.open(std::move(work.stages), work.channel);
    const Work* known = board.router().find(work.id);
    const std::size_t able = known == nullptr ? 0 : board.router().able_in_principle(*known, now);
    const std::size_t stage = open_stage(work, now);
    all.push_back({std::move(work), stage, able});
  }
  return all;
}

}  // namespace

std::vector<WaitingWork> Service::line(db::Tx& tx, const access::Scope& scope, int limit) const {
  std::vector<WorkRecord> seen;
  std::optional<repository::Cursor> behind;
  while (seen.size() < static_cast<std::size_t>(limit)) {
    const auto chunk = repository::waiting(tx, behind, limit);
    for (const WorkRecord& work : chunk)
      if (scope.may("agent.read", work.unit) && seen.size() < static_cast<std::size_t>(limit))
        seen.push_back(work);
    if (chunk.size() < static_cast<std::size_t>(limit)) break;
    behind = {repository::line_of(chunk.back()), chunk.back().id};
  }
  return as_waiting(std::move(seen), state_->lent(tx, repository::agents(tx)), repository::rules(tx),
                    state_->now());
}

std::vector<HourFlow> Service::flow(db::Tx& tx, const access::Scope& scope, int hours, Millis aim) const {
  const Millis now = state_->now();
  const Millis from = now - now % kHour - (hours - 1) * kHour;
  std::vector<HourFlow> all;
  for (int i = 0; i < hours; ++i) all.push_back({from + i * kHour, 0, 0, 0});
  for (const auto& one : repository::flow(tx, from, aim)) {
    if (one.hour < 0 || one.hour >= hours || !scope.may("agent.read", one.unit)) continue;
    HourFlow& hour = all[static_cast<std::size_t>(one.hour)];
    hour.entered += one.entered;
    hour.taken += one.taken;
    hour.in_time += one.in_time;
  }
  return all;
}

std::vector<WaitingWork> Service::pickable(db::Tx& tx, const access::Scope& scope, int limit) const {
  const AgentRecord agent = State::agent(tx, scope.account());
  const std::vector<AgentRecord> agents = state_->lent(tx, repository::agents(tx));
  const Staff staff(agents);
  const Millis now = state_->now();
  std::vector<WorkRecord> seen;
  std::optional<repository::Cursor> behind;
  while (seen.size() < static_cast<std::size_t>(limit)) {
    const auto chunk = repository::waiting(tx, behind, limit);
    for (const WorkRecord& work : chunk)
      if ((scope.may("case.write", work.unit) || looks_for(work, staff, agent, now)) &&
          seen.size() < static_cast<std::size_t>(limit))
        seen.push_back(work);
    if (chunk.size() < static_cast<std::size_t>(limit)) break;
    behind = {repository::line_of(chunk.back()), chunk.back().id};
  }
  return as_waiting(std::move(seen), agents, repository::rules(tx), now);
}

WorkRecord Service::pick(db::Tx& tx, const access::Scope& scope, WorkId id) {
  repository::lock(tx);
  const Millis now = state_->now();
  auto work = repository::work(tx, id);
  AgentRecord agent = State::agent(tx, scope.account());
  const std::vector<AgentRecord> agents = state_->lent(tx, repository::agents(tx));
  if (!work || !(scope.may("case.write", work->unit) || looks_for(*work, Staff(agents), agent, now)))
    throw Error(ErrorKind::not_found, "work.not_found");
  if (work->engagement && work->engagement->phase == Engagement::Phase::offered &&
      work->agent == scope.account())
    return accept(tx, scope, work->engagement->offer);  // the router was faster, and meant him
  if (work->engagement) throw Error(ErrorKind::conflict, "work.taken");
  auto works = repository::engaged(tx, agent.id);
  works.push_back(*work);
  Board board(state_->lent(tx, {std::move(agent)}), std::move(works), now, repository::rules(tx));
  auto answer = board.router().pick(id, scope.account(), now);
  // Where the router was about to offer it to him anyhow, the picking is his yes.
  for (const Decision& decision : std::vector<Decision>(answer.decisions))
    if (!answer.accepted && decision.kind == Decision::Kind::offered && decision.work == id)
      answer.accepted = board.router().accept(decision.offer, now).accepted;
  if (!answer.accepted) throw Error(ErrorKind::conflict, "agent.no_room");
  board.save(tx, answer.decisions);
  state_->end_turn(tx, *work, scope.account());
  tx.publish({"work.picked", "agent", scope.account().value, work->unit.value, scope.account().value,
              json::write(json::Object{{"work", id.str()}, {"case", work->case_id.str()}})});
  return *work;
}

WorkRecord Service::work(db::Tx& tx, const access::Scope& scope, WorkId id) const {
  const auto found = repository::work(tx, id);
  if (!found || !scope.may("agent.write", found->unit)) throw Error(ErrorKind::not_found, "work.not_found");
  return *found;
}

WorkRecord Service::take_back(db::Tx& tx, const access::Scope& scope, WorkId id) {
  repository::lock(tx);
  const WorkRecord found = work(tx, scope, id);
  if (!found.engagement || found.engagement->phase == Engagement::Phase::wrap_up)
    throw Error(ErrorKind::conflict, "work.waits");
  const Millis now = state_->now();
  const bool offered = found.engagement->phase == Engagement::Phase::offered;
  // Who never said that he is there has nothing that the router gave him; freeing the case is enough.
  if (const auto agent = repository::agent(tx, found.agent))
    state_->on_hands(tx, *agent, [&](Router& router) {
      return offered ? router.decline(found.engagement->offer, now).decisions : router.hand_back(id, now);
    });
  state_->audit(tx, scope, "work.taken_back", "case", found.case_id.value,
                json::Object{{"agent", found.agent.str()}});
  return found;
}

void Service::ask_for(db::Tx& tx, const access::Scope& scope, WorkId id,
                      const std::optional<std::vector<Skill>>& skills) {
  if (skills) check_skills(*skills);
  repository::lock(tx);
  WorkRecord found = work(tx, scope, id);
  found.asked = skills;
  found.stages.clear();  // planned anew by follow()
  if (!repository::update(tx, found)) throw Error(ErrorKind::conflict, "routing.moved");
  state_->audit(tx, scope, "work.skills", "case", found.case_id.value,
                json::Object{{"skills", write_asked(skills)}});
}

std::vector<ChannelSetting> Service::channels(db::Tx& tx) const {
  return repository::channels(tx);
}

void Service::save_channel(db::Tx& tx, const access::Scope& scope, const ChannelSetting& setting) {
  if (!scope.may_everywhere("agent.write")) throw Error(ErrorKind::forbidden, "auth.forbidden");
  std::vector<Error::Field> wrong;
  if (setting.rules.lease < 5 * kSecond || setting.rules.lease > kDay)
    wrong.push_back({"lease_seconds", "field.invalid"});
  if (setting.rules.cooldown < 0 || setting.rules.cooldown > kDay)
    wrong.push_back({"cooldown_seconds", "field.invalid"});
  if (setting.rules.wrap_up < 0 || setting.rules.wrap_up > kHour)
    wrong.push_back({"wrap_up_seconds", "field.invalid"});
  if (setting.capacity < 0 || setting.capacity > 10) wrong.push_back({"capacity", "field.invalid"});
  if (!wrong.empty()) throw Error("field.invalid", std::move(wrong));
  repository::lock(tx);
  const int before = repository::channels(tx)[static_cast<std::size_t>(setting.channel)].capacity;
  repository::save(tx, setting);
  if (before != setting.capacity) repository::replace_limit(tx, setting.channel, before, setting.capacity);
  state_->audit(tx, scope, "channel.changed", "channel", static_cast<std::int64_t>(setting.channel),
                json::Object{{"channel", name_of(setting.channel)}, {"capacity", setting.capacity}});
}

bool Service::knows(db::Tx& tx, CaseId id) const {
  return repository::work_of_case(tx, id).has_value();
}

}  // namespace aproape::routing
