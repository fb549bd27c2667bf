#include "voice/calls/talk_flow.hpp"

#include "voice/media/tones.hpp"

namespace aproape::voice {

using protocol::VoiceCommand;
using protocol::VoiceEvent;

TalkFlow::TalkFlow(Call& call, std::unique_ptr<CallLeg> callee, std::string name,
                   std::optional<protocol::CallAction> back)
    : call_(call), callee_(std::move(callee)), name_(std::move(name)), back_(std::move(back)) {}

void TalkFlow::start() {
  const auto lasts = call_.lasts();
  CallLeg::Handlers handlers;
  handlers.ended = [this, lasts](std::uint16_t) {
    if (lasts()) call_.end("callee");
  };
  handlers.key = [this, lasts](char pressed) {
    if (pressed != '7' || !back_ || !lasts()) return;
    call_.tell(VoiceEvent::Kind::step, name_, "given_back");
    call_.go(protocol::CallAction(*back_));
  };
  callee_->set_handlers(std::move(handlers));
  call_.tell(VoiceEvent::Kind::answered, name_);
  call_.stop_playing();
  auto& media = call_.services().media;
  media.stop_playing(callee_->id());
  media.place(callee_->id(), call_.room(), kAgent);
}

void TalkFlow::hold(bool on) {
  call_.tell(VoiceEvent::Kind::step, name_, on ? "hold" : "back");
  call_.set_hearing(on ? kApart : kInTalk);
  if (on)
    call_.play(waiting_music(), true);
  else
    call_.stop_playing();
}

bool TalkFlow::command(const VoiceCommand& command) {
  if (command.verb != VoiceCommand::Verb::hold) return false;
  hold(command.on);
  return true;
}

}  // namespace aproape::voice
