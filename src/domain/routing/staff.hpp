#pragma once

#include <map>
#include <vector>

#include "domain/routing/model.hpp"

namespace aproape::routing {

// Who works in which queue, whether or not they are there now. Reads the agents for as long as it lives.
class Staff {
 public:
  explicit Staff(const std::vector<AgentRecord>& agents);

  // Whether somebody serves a queue of the stage, has its skills and takes work of the channel at all.
  [[nodiscard]] bool has(const StageRecord& stage, Channel channel) const;

  // The stages as they open with this staff: where nobody is, nobody is waited for. A stage opens at once if
  // no stage before it has anybody, the mission first, then the centre, then a neighbour. That holds for
  // stages with the skills of the first one: who lacks them is asked when the plan says so. In order of
  // `after`.
  [[nodiscard]] std::vector<StageRecord> open(std::vector<StageRecord> stages, Channel channel) const;

 private:
  std::map<QueueId, std::vector<const AgentRecord*>> by_queue_;
};

}  // namespace aproape::routing
