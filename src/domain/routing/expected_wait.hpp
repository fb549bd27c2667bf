#pragma once

#include <optional>

#include "base/time.hpp"

namespace aproape::routing {

// How long a piece that comes now will wait, as a supervisor reads it: who stands before it, and it itself,
// share the agents that are there, and each piece takes `handling` of one of them. 0 where nobody waits and
// somebody is free; none where nobody serves the queue. An estimate: emergencies overtake, and some pieces
// need skills that few have.
[[nodiscard]] inline std::optional<Millis> expected_wait(int waiting, int agents, int free, Millis handling) {
  if (agents <= 0) return std::nullopt;
  if (waiting == 0 && free > 0) return 0;
  return (waiting + 1) * handling / agents;
}

}  // namespace aproape::routing
