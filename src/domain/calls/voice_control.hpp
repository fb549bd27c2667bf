#pragma once

#include "protocol/voice_message.hpp"
#include "protocol/voice_reply.hpp"

namespace aproape::calls {

// The voice role, as whoever steers calls sees it. Thread-safe.
class VoiceControl {
 public:
  virtual ~VoiceControl() = default;
  // Does one command; its id is given here. Waits a few seconds for the answer. Throws Error{unavailable,
  // "voice.away"} where voice cannot be reached, and for what voice refuses Error{conflict} with its key.
  virtual protocol::VoiceReply ask(protocol::VoiceCommand command) = 0;
};

}  // namespace aproape::calls
