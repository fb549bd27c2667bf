#pragma once

#include <functional>
#include <memory>
#include <string>

#include "protocol/voice_message.hpp"
#include "voice/calls/flow.hpp"
#include "voice/calls/services.hpp"

namespace aproape::voice {

// One citizen's call: the caller's leg, the room, the stage that it is in, and its record in the journal. For
// the loop's thread.
class Call {
 public:
  // `over` is called from the loop when the call has ended and may be dropped.
  Call(Services& services, std::shared_ptr<const protocol::VoiceSnapshot> snapshot,
       const protocol::VoiceLine& line, const IncomingCall& who, std::unique_ptr<CallLeg> caller,
       std::function<void()> over);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Journals the call, answers once that is durable, and does what the line says.
  void start();
  // A command of app. Throws Error{conflict, "voice.state"} where it does not fit the stage.
  void command(const protocol::VoiceCommand& command);

  // For flows.

  // Goes on to the next stage; the present one is dropped later, and its callbacks are never called again.
  void go(const protocol::CallAction& action);
  void go(std::unique_ptr<Flow> next);
  // Ends the call; `result` as in VoiceEvent::ended.
  void end(const std::string& result);
  // Tells, later, whether the present stage still lasts.
  [[nodiscard]] std::function<bool()> lasts() const;
  // Wraps a callback so that it is called only while the present stage lasts.
  [[nodiscard]] std::function<void()> current(std::function<void()> work) const;
  [[nodiscard]] Timer after(Millis delay, std::function<void()> work);
  // Says a text to the caller, in place of what is played; `then` when it has ended.
  void say(const protocol::SpokenText& text, std::function<void()> then);
  void play(Sound sound, bool repeat, std::function<void()> then = {});
  void stop_playing();
  void set_hearing(Hearing hearing);
  // Begins a recording of the caller's room under a name of its own, in place of a running one. False: no
  // space.
  bool record(const std::string& name);
  void stop_recording();
  void tell(protocol::VoiceEvent::Kind kind, const std::string& target = {}, const std::string& result = {});

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& from() const { return who_.from; }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] RoomId room() const { return room_; }
  [[nodiscard]] Services& services() { return services_; }
  [[nodiscard]] const protocol::VoiceSnapshot& snapshot() const { return *snapshot_; }

 private:
  void begin();
  void key(char pressed);
  void held(bool on);
  [[nodiscard]] std::unique_ptr<Flow> flow_of(const protocol::CallAction& action);

  Services& services_;
  std::shared_ptr<const protocol::VoiceSnapshot> snapshot_;
  protocol::VoiceLine line_;
  IncomingCall who_;
  std::unique_ptr<CallLeg> caller_;
  std::function<void()> over_;
  std::string id_;
  std::string language_;
  RoomId room_;
  std::unique_ptr<Flow> flow_;
  std::shared_ptr<std::uint64_t> stage_ = std::make_shared<std::uint64_t>(0);  // rises with each stage
  std::uint64_t mark_ = 0;                                                     // of the newest sound
  std::function<void()> then_;
  bool ended_ = false;
};

}  // namespace aproape::voice
