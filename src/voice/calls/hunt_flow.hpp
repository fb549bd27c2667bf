#pragma once

#include <memory>

#include "voice/calls/call.hpp"
#include "voice/calls/ring.hpp"

namespace aproape::voice {

// The emergency line: rings each target for its time, one after the other, in rounds, until somebody has
// pressed 1. Busy, no answer, a refusal, a voicemail that picks up: the next. Each step is told. At last the
// call goes where the hunt says.
class HuntFlow final : public Flow {
 public:
  HuntFlow(Call& call, const protocol::VoiceHunt& hunt) : call_(call), hunt_(hunt) {}
  void start() override;

 private:
  void next();
  void done(const protocol::VoiceHunt::Target& target, Ring::Result result, std::unique_ptr<CallLeg> leg);

  Call& call_;
  protocol::VoiceHunt hunt_;
  std::size_t at_ = 0;
  int round_ = 1;
  std::unique_ptr<Ring> ring_;
  Timer pause_;
};

}  // namespace aproape::voice
