#include "voice/calls/voicemail_flow.hpp"

#include "voice/media/tones.hpp"

namespace aproape::voice {

void VoicemailFlow::start() {
  call_.tell(protocol::VoiceEvent::Kind::step, "voicemail:" + voicemail_.name);
  call_.say(voicemail_.prompt, [this] { call_.play(beep(), false, [this] { listen(); }); });
}

void VoicemailFlow::listen() {
  listening_ = call_.record(call_.id() + "-message");
  most_ = call_.after(voicemail_.most_seconds * kSecond, [this] { close(); });
}

void VoicemailFlow::key(char pressed) {
  if (pressed == '#' && listening_) close();
}

void VoicemailFlow::close() {
  call_.stop_recording();
  call_.go(protocol::CallAction{});  // goodbye
}

}  // namespace aproape::voice
