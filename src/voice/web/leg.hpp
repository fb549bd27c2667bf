#pragma once

#include <functional>
#include <memory>
#include <string>

#include "voice/sip/call_leg.hpp"

namespace aproape::voice {

class WebEndpoint;
struct WebStack;

// A browser as the party of a call. It counts as answered when it is taken and its keys are agreed, so that
// no word is said into nothing.
class WebLeg final : public CallLeg {
 public:
  ~WebLeg() override;

  [[nodiscard]] LegId id() const override;
  void set_handlers(Handlers handlers) override;
  void answer() override;
  void reject(std::uint16_t code, const std::string& reason) override;
  void on_report(std::function<void(const LegReport&)> take) override;

 private:
  friend class WebEndpoint;
  struct State;
  explicit WebLeg(std::unique_ptr<State> state);

  void deliver(const MediaEvent& event);
  // The page has hung up.
  void hung_up();
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
