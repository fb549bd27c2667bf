#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "protocol/voice_snapshot.hpp"
#include "voice/calls/services.hpp"
#include "voice/sip/call_leg.hpp"
#include "voice/sip/loop.hpp"

namespace aproape::voice {

// Rings one person, for a time. Dropping it stops the ringing.
class Ring {
 public:
  enum class Result { accepted, busy, no_answer, refused, not_accepted, unreachable };
  struct Wish {
    std::string address;  // sip:…, a number that a trunk takes, or web:TOKEN of a browser that has offered
    std::string from;     // whose number is shown
    int seconds = 25;
    bool accept = false;  // who picks up must press 1, so that a mobile's voicemail never counts
    protocol::SpokenText accept_prompt;
    std::string language;
  };

  // `done` is called once, from the loop, with the leg where it was accepted; it may drop the ring.
  using Done = std::function<void(Result, std::unique_ptr<CallLeg>)>;
  Ring(Services& services, Wish wish, std::function<void()> ringing, Done done);
  ~Ring();
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

 private:
  void dial();
  void take_browser();
  [[nodiscard]] CallLeg::Handlers handlers();
  void answered();
  void ended(std::uint16_t code);
  void ask();
  void key(char pressed);
  void finish(Result result);

  Services& services_;
  Wish wish_;
  std::function<void()> ringing_;
  Done done_;
  std::vector<std::string> routes_;
  std::size_t next_ = 0;
  std::unique_ptr<CallLeg> leg_;
  Timer timer_;
  RoomId room_;
  bool rings_ = false;
  bool asked_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

[[nodiscard]] std::string_view name_of(Ring::Result result);  // accepted, busy, no_answer …

}  // namespace aproape::voice
