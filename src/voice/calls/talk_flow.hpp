#pragma once

#include <memory>
#include <optional>

#include "voice/calls/call.hpp"

namespace aproape::voice {

// Caller and callee talk. Hold and hang-up come from app; where `back` is given the callee may press 7 to
// give the call away, and the caller goes there. A callee who falls silent for good (a browser that is gone)
// leaves the caller to `lost`, at once where he waited before; where that is not given the call ends.
class TalkFlow final : public Flow {
 public:
  TalkFlow(Call& call, std::unique_ptr<CallLeg> callee, std::string name,
           std::optional<protocol::CallAction> back, std::optional<protocol::CallAction> lost = std::nullopt);
  void start() override;
  bool command(const protocol::VoiceCommand& command) override;

 private:
  void hold(bool on);

  Call& call_;
  std::unique_ptr<CallLeg> callee_;
  std::string name_;
  std::optional<protocol::CallAction> back_;
  std::optional<protocol::CallAction> lost_;
};

}  // namespace aproape::voice
