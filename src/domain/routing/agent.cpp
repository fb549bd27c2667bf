#include "domain/routing/agent.hpp"

#include <algorithm>

namespace aproape::routing {
namespace {

bool shares_queue(const Agent& agent, const Stage& stage) {
  return std::any_of(stage.queues.begin(), stage.queues.end(), [&](QueueId queue) {
    return std::find(agent.queues.begin(), agent.queues.end(), queue) != agent.queues.end();
  });
}

}  // namespace

int load(const Agent& agent, bool of_immediate) {
  int sum = 0;
  for (const auto& engagement : agent.engagements) {
    if (immediate(engagement.channel) != of_immediate) continue;
    // What was taken before its channel was closed to the agent still takes all of him.
    const int limit = agent.limits[static_cast<std::size_t>(engagement.channel)];
    sum += kFullLoad / std::max(limit, 1);
  }
  return sum;
}

bool has_room(const Agent& agent, Channel channel, bool emergency) {
  const int limit = agent.limits[static_cast<std::size_t>(channel)];
  if (agent.availability != Availability::available || limit == 0) return false;
  if (!immediate(channel)) {
    const bool asked =
        std::any_of(agent.engagements.begin(), agent.engagements.end(), [](const Engagement& one) {
          return one.phase == Engagement::Phase::offered && !immediate(one.channel);
        });
    if ((asked && !emergency) || load(agent, true) > 0) return false;
  }
  return load(agent, immediate(channel)) + kFullLoad / limit <= kFullLoad;
}

bool on_shift(const Agent& agent, Millis now) {
  return agent.shifts.empty() ||
         std::any_of(agent.shifts.begin(), agent.shifts.end(),
                     [&](const Window& shift) { return shift.from <= now && now < shift.to; });
}

std::optional<std::size_t> stage_for(const Agent& agent, const Work& work, Millis now) {
  for (std::size_t i = 0; i < work.stages.size(); ++i) {
    const Stage& stage = work.stages[i];
    if (work.entered_at + stage.after > now) break;
    if (shares_queue(agent, stage) && agent.skills.covers(stage.skills)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> able(const Agent& agent, const Work& work, Millis now) {
  if (!has_room(agent, work.channel, work.urgency == 1)) return std::nullopt;
  if (work.urgency != 1 && !on_shift(agent, now)) return std::nullopt;
  const bool cooling = std::any_of(
      work.cooldowns.begin(), work.cooldowns.end(),
      [&](const Cooldown& cooldown) { return cooldown.agent == agent.id && cooldown.until > now; });
  if (cooling) return std::nullopt;
  return stage_for(agent, work, now);
}

}  // namespace aproape::routing
