#pragma once

#include <memory>
#include <optional>

#include "voice/calls/call.hpp"

namespace aproape::voice {

// Caller and callee talk. Hold and hang-up come from app; where `back` is given the callee may press 7 to
// give the call away, and the caller goes there.
class TalkFlow final : public Flow {
 public:
  TalkFlow(Call& call, std::unique_ptr<CallLeg> callee, std::string name,
           std::optional<protocol::CallAction> back);
  void start() override;
  bool command(const protocol::VoiceCommand& command) override;

 private:
  void hold(bool on);

  Call& call_;
  std::unique_ptr<CallLeg> callee_;
  std::string name_;
  std::optional<protocol::CallAction> back_;
};

}  // namespace aproape::voice
