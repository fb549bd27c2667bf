#pragma once

#include <memory>

#include "voice/calls/call.hpp"
#include "voice/calls/ring.hpp"

namespace aproape::voice {

// The caller waits, with music and from time to time a text. App's router decides who serves (bridge) or what
// is said (play); without app the caller waits as long as the queue's patience and goes on to what the queue
// says, where he can leave a number.
class QueueFlow final : public Flow {
 public:
  QueueFlow(Call& call, const protocol::VoiceQueue& queue) : call_(call), queue_(queue) {}
  void start() override;
  bool command(const protocol::VoiceCommand& command) override;

 private:
  void wait();
  void announce(const protocol::SpokenText& text);
  void bridge(const protocol::VoiceCommand& wish);

  Call& call_;
  protocol::VoiceQueue queue_;
  std::unique_ptr<Ring> ring_;
  Timer announcement_;
  Timer patience_;
};

}  // namespace aproape::voice
