#include "domain/routing/state.hpp"

#include <algorithm>

#include "domain/routing/shift_windows.hpp"

namespace aproape::routing {
namespace {

constexpr std::size_t kMostSkills = 100;
constexpr std::size_t kLongestSkill = 40;

}  // namespace

AgentRecord Service::State::agent(db::Tx& tx, AccountId id) {
  if (auto found = repository::agent(tx, id)) return *found;
  AgentRecord fresh;
  fresh.id = id;
  for (const ChannelSetting& one : repository::channels(tx))
    fresh.limits[static_cast<std::size_t>(one.channel)] = one.capacity;
  return fresh;
}

std::vector<AgentRecord> Service::State::lent(db::Tx& tx, std::vector<AgentRecord> agents) const {
  const auto shifts = repository::shifts(tx);
  const auto surges = repository::surges(tx, now());
  for (AgentRecord& agent : agents) {
    if (const auto own = shifts.find(agent.id); own != shifts.end())
      agent.shifts = windows_of(own->second, now());
    for (const Surge& surge : surges) {
      if (surge.agent != agent.id) continue;
      agent.lent_skills.insert(agent.lent_skills.end(), surge.skills.begin(), surge.skills.end());
      agent.lent_queues.insert(agent.lent_queues.end(), surge.queues.begin(), surge.queues.end());
    }
  }
  return agents;
}

void Service::State::keep(db::Tx& tx, AgentRecord& agent) {
  if (agent.version == 0)
    repository::save(tx, agent);
  else if (!repository::update(tx, agent))
    throw Error(ErrorKind::conflict, "routing.moved");
  ++agent.version;
}

void Service::State::tell(db::Tx& tx, const access::Scope& scope, const AgentRecord& agent) const {
  tx.publish({"agent.changed", "agent", agent.id.value, agent.queues.empty() ? 0 : agent.queues.front().value,
              scope.account().value,
              json::write(json::Object{{"availability", name_of(agent.availability)}})});
}

void Service::State::audit(db::Tx& tx, const access::Scope& scope, std::string_view action,
                           std::string_view subject, std::int64_t id, const json::Object& detail) const {
  network.access().audit().note_change(tx, scope, action, subject, id, json::write(detail));
}

void Service::State::on_hands(db::Tx& tx, AgentRecord agent,
                              const std::function<std::vector<Decision>(Router& router)>& input) const {
  const AccountId id = agent.id;
  Board board(lent(tx, {std::move(agent)}), repository::engaged(tx, id), now(), repository::rules(tx));
  board.save(tx, input(board.router()));
}

WorkRecord Service::State::offered(db::Tx& tx, const access::Scope& scope, OfferId id) const {
  repository::lock(tx);
  auto work = repository::work_by_offer(tx, id);
  if (!work) throw Error(ErrorKind::conflict, "offer.ended");
  if (work->agent != scope.account()) throw Error(ErrorKind::not_found, "offer.not_found");
  if (*work->engagement->until <= now()) throw Error(ErrorKind::conflict, "offer.ended");
  return std::move(*work);
}

void Service::State::leave(db::Tx& tx, const WorkRecord& work) const {
  const bool held = work.engagement && work.engagement->phase == Engagement::Phase::held;
  if (work.engagement && work.engagement->phase == Engagement::Phase::wrap_up) return;  // it has left already
  if (held) {
    const Millis taken = work.taken_at == 0 ? now() : work.taken_at;
    repository::insert(tx, DoneWork{work.id, work.case_id, work.unit, work.channel, work.agent,
                                    work.entered_at, taken, now(), ""});
    auto agent = repository::agent(tx, work.agent);
    const Rules rules = repository::rules(tx);
    if (agent && rules.channels[static_cast<std::size_t>(work.channel)].wrap_up > 0) {
      on_hands(tx, *agent, [&](Router& router) { return router.finish(work.id, now()); });
      tx.publish({"agent.wrap_up", "agent", work.agent.value, work.unit.value, 0,
                  json::write(json::Object{{"work", work.id.str()}, {"case", work.case_id.str()}})});
      return;
    }
  }
  if (!held) end_turn(tx, work, {});
  repository::drop(tx, work.id);
  if (!work.agent.empty()) repository::set_idle(tx, work.agent, now());
  withdraw(tx, work);
}

void Service::State::end_turn(db::Tx& tx, const WorkRecord& work, AccountId taken_by) const {
  repository::insert(
      tx, Turn{next_id(), work.case_id, work.channel, work.urgency, work.entered_at, now(), taken_by});
}

void Service::State::withdraw(db::Tx& tx, const WorkRecord& work) const {
  if (!work.engagement || work.engagement->phase != Engagement::Phase::offered) return;
  tx.publish(
      {"offer.ended", "agent", work.agent.value, work.unit.value, 0,
       json::write(json::Object{
           {"work", work.id.str()}, {"case", work.case_id.str()}, {"offer", work.engagement->offer.str()}})});
}

bool may_in_any(const access::Scope& scope, std::string_view permission, const AgentRecord& agent) {
  if (scope.may_everywhere(permission)) return true;
  return std::any_of(agent.queues.begin(), agent.queues.end(),
                     [&](QueueId queue) { return scope.may(permission, UnitId{queue.value}); });
}

void check_skills(const std::vector<Skill>& skills) {
  const bool wrong =
      skills.size() > kMostSkills || std::any_of(skills.begin(), skills.end(), [](const Skill& skill) {
        return skill.name.empty() || skill.name.size() > kLongestSkill || skill.level < 1 || skill.level > 5;
      });
  if (wrong) throw Error("field.invalid", {{"skills", "field.invalid"}});
}

}  // namespace aproape::routing
