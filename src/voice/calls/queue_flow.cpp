#include "voice/calls/queue_flow.hpp"

#include "voice/calls/talk_flow.hpp"
#include "voice/media/tones.hpp"

namespace aproape::voice {

using protocol::VoiceCommand;
using protocol::VoiceEvent;

void QueueFlow::start() {
  call_.tell(VoiceEvent::Kind::waiting, queue_.name);
  patience_ = call_.after(queue_.patience_seconds * kSecond, [this] {
    ring_.reset();
    call_.go(protocol::CallAction(queue_.otherwise));
  });
  announce(queue_.announcement);
}

void QueueFlow::announce(const protocol::SpokenText& text) {
  announcement_ = Timer();
  call_.say(text, [this] { wait(); });
}

void QueueFlow::wait() {
  call_.play(waiting_music(), true);
  announcement_ = call_.after(queue_.announce_seconds * kSecond, [this] { announce(queue_.announcement); });
}

bool QueueFlow::command(const VoiceCommand& command) {
  if (command.verb == VoiceCommand::Verb::play) {
    announce(command.text);
    return true;
  }
  if (command.verb != VoiceCommand::Verb::bridge || ring_) return false;
  bridge(command);
  return true;
}

void QueueFlow::bridge(const VoiceCommand& wish) {
  const std::string name = wish.name.empty() ? wish.address : wish.name;
  ring_ = std::make_unique<Ring>(
      call_.services(),
      Ring::Wish{wish.address, call_.from(), wish.seconds, wish.accept, call_.snapshot().accept_prompt, "ro"},
      [this, name] { call_.tell(VoiceEvent::Kind::ringing, name); },
      [this, name, lasts = call_.lasts()](Ring::Result result, std::unique_ptr<CallLeg> leg) {
        if (!lasts()) return;
        if (result == Ring::Result::accepted)
          return call_.go(std::make_unique<TalkFlow>(call_, std::move(leg), name, std::nullopt));
        call_.tell(VoiceEvent::Kind::failed, name, std::string(name_of(result)));
        ring_.reset();
      });
}

}  // namespace aproape::voice
