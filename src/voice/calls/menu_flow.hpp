#pragma once

#include "voice/calls/call.hpp"

namespace aproape::voice {

// Says the menu and waits for a key. A key counts at once, also while the text is said. Without one, or with
// a wrong one, the menu is said again, and at last the call goes where the menu says.
class MenuFlow final : public Flow {
 public:
  MenuFlow(Call& call, const protocol::VoiceMenu& menu) : call_(call), menu_(menu) {}
  void start() override;
  void key(char pressed) override;

 private:
  void ask();
  void next();

  Call& call_;
  protocol::VoiceMenu menu_;
  int said_ = 0;
  Timer timer_;
};

}  // namespace aproape::voice
