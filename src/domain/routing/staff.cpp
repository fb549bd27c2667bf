#include "domain/routing/staff.hpp"

#include <algorithm>

namespace aproape::routing {
namespace {

bool same(const std::vector<Skill>& a, const std::vector<Skill>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Skill& x, const Skill& y) { return x.name == y.name && x.level == y.level; });
}

bool covers(const AgentRecord& agent, const std::vector<Skill>& needed) {
  return std::all_of(needed.begin(), needed.end(), [&](const Skill& skill) {
    const auto held = [&](const Skill& one) { return one.name == skill.name && one.level >= skill.level; };
    return std::any_of(agent.skills.begin(), agent.skills.end(), held) ||
           std::any_of(agent.lent_skills.begin(), agent.lent_skills.end(), held);
  });
}

}  // namespace

Staff::Staff(const std::vector<AgentRecord>& agents) {
  for (const AgentRecord& agent : agents) {
    for (const QueueId queue : agent.queues) by_queue_[queue].push_back(&agent);
    for (const QueueId queue : agent.lent_queues) by_queue_[queue].push_back(&agent);
  }
}

bool Staff::has(const StageRecord& stage, Channel channel) const {
  return std::any_of(stage.queues.begin(), stage.queues.end(), [&](QueueId queue) {
    const auto found = by_queue_.find(queue);
    return found != by_queue_.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](const AgentRecord* agent) {
             return agent->limits[static_cast<std::size_t>(channel)] > 0 && covers(*agent, stage.skills);
           });
  });
}

std::vector<StageRecord> Staff::open(std::vector<StageRecord> stages, Channel channel) const {
  const std::vector<Skill> skills = stages.empty() ? std::vector<Skill>{} : stages.front().skills;
  for (StageRecord& stage : stages) {
    if (!same(stage.skills, skills)) continue;
    stage.after = 0;
    if (has(stage, channel)) break;
  }
  std::stable_sort(stages.begin(), stages.end(),
                   [](const StageRecord& a, const StageRecord& b) { return a.after < b.after; });
  return stages;
}

}  // namespace aproape::routing
