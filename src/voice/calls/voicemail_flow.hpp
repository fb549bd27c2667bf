#pragma once

#include "voice/calls/call.hpp"

namespace aproape::voice {

// The caller leaves a message: text, tone, recording until he hangs up, presses # or the time is over.
class VoicemailFlow final : public Flow {
 public:
  VoicemailFlow(Call& call, const protocol::VoiceVoicemail& voicemail) : call_(call), voicemail_(voicemail) {}
  void start() override;
  void key(char pressed) override;

 private:
  void listen();
  void close();

  Call& call_;
  protocol::VoiceVoicemail voicemail_;
  Timer most_;
  bool listening_ = false;
};

}  // namespace aproape::voice
