#include "voice/calls/hunt_flow.hpp"

#include "voice/calls/talk_flow.hpp"
#include "voice/media/tones.hpp"

namespace aproape::voice {
namespace {
constexpr Millis kBetweenRounds = 3 * kSecond;
}

using protocol::VoiceEvent;

void HuntFlow::start() {
  call_.tell(VoiceEvent::Kind::step, "hunt:" + hunt_.name);
  call_.say(call_.snapshot().trying, [this] { call_.play(ringback_tone(), true); });
  next();  // the ringing begins while the text is said
}

void HuntFlow::next() {
  ring_.reset();
  if (at_ == hunt_.targets.size()) {
    if (round_ >= hunt_.rounds || hunt_.targets.empty())
      return call_.go(protocol::CallAction(hunt_.otherwise));
    at_ = 0;
    ++round_;
    pause_ = call_.after(kBetweenRounds, [this] { next(); });
    return;
  }
  const auto target = hunt_.targets[at_++];
  ring_ = std::make_unique<Ring>(
      call_.services(),
      Ring::Wish{target.address, call_.from(), target.seconds, true, call_.snapshot().accept_prompt, "ro"},
      [this, target] { call_.tell(VoiceEvent::Kind::ringing, target.name); },
      [this, target, lasts = call_.lasts()](Ring::Result result, std::unique_ptr<CallLeg> leg) {
        if (lasts()) done(target, result, std::move(leg));
      });
}

void HuntFlow::done(const protocol::VoiceHunt::Target& target, Ring::Result result,
                    std::unique_ptr<CallLeg> leg) {
  if (result == Ring::Result::accepted)
    return call_.go(std::make_unique<TalkFlow>(call_, std::move(leg), target.name, hunt_.otherwise));
  call_.tell(VoiceEvent::Kind::failed, target.name, std::string(name_of(result)));
  next();
}

}  // namespace aproape::voice
