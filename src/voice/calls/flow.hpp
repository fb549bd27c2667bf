#pragma once

#include <string>

#include "protocol/voice_message.hpp"

namespace aproape::voice {

// One stage of a call. It lives until the call goes on to the next one.
class Flow {
 public:
  virtual ~Flow() = default;
  // Called once, when the stage begins.
  virtual void start() = 0;
  // A key of the caller.
  virtual void key(char) {}
  // A command of app for this call; false where the stage does not know it.
  virtual bool command(const protocol::VoiceCommand&) { return false; }
};

}  // namespace aproape::voice
