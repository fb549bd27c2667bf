#pragma once

#include <memory>
#include <string>

#include "voice/web/leg.hpp"
#include "voice/web/stack.hpp"

namespace aproape::voice {

struct WebLeg::State {
  State(WebStack& stack, std::string token);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Calls a handler from the loop, unless the leg is gone by then.
  void notify(std::function<void(Handlers&)> work);
  // Tells that it is answered, once, when both is true: it is taken and its keys are there.
  void settle();
  void end(std::uint16_t code);

  WebStack& stack;
  std::string token;
  LegId id;
  std::shared_ptr<Handlers> handlers = std::make_shared<Handlers>();
  std::shared_ptr<bool> alive = std::make_shared<bool>(true);
  std::function<void(const LegReport&)> report;
  bool taken = false;
  bool ready = false;
  bool told = false;
  bool ended = false;
};

}  // namespace aproape::voice
