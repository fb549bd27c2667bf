#include "voice/calls/menu_flow.hpp"

#include <algorithm>

namespace aproape::voice {
namespace {
constexpr Millis kToChoose = 5 * kSecond;  // after the text
}

void MenuFlow::start() {
  call_.tell(protocol::VoiceEvent::Kind::step, "menu:" + menu_.name);
  ask();
}

void MenuFlow::ask() {
  ++said_;
  call_.say(menu_.prompt, [this] { timer_ = call_.after(kToChoose, [this] { next(); }); });
}

void MenuFlow::next() {
  if (said_ < menu_.repeats) return ask();
  call_.go(protocol::CallAction(menu_.otherwise));
}

void MenuFlow::key(char pressed) {
  timer_ = Timer();
  const auto at = std::find_if(menu_.options.begin(), menu_.options.end(),
                               [&](const auto& option) { return option.key == pressed; });
  if (at == menu_.options.end()) return next();
  call_.stop_playing();
  call_.go(protocol::CallAction(at->action));
}

}  // namespace aproape::voice
