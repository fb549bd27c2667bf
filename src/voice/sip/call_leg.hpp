#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "voice/media/media_thread.hpp"

namespace aproape::voice {

// One party of a call, however it is connected (a telephone by SIP, a browser), with its sound on the media
// thread. Dropping it ends the connection in whatever state it is and closes the sound. For the loop's
// thread; handlers are called from the loop, never from within a function of the leg, so that they may drop
// it.
class CallLeg {
 public:
  struct Handlers {
    std::function<void()> ringing;              // of a leg that we dialled
    std::function<void()> answered;             // it talks: both sides have agreed
    std::function<void(char)> key;              // pressed: telephone event or INFO
    std::function<void(bool)> held;             // the peer put us on hold, or back
    std::function<void(std::uint64_t)> played;  // the mark of a sound that ended
    std::function<void(std::uint16_t)> ended;   // by the peer: its status code, 0 where it hung up, 408 where
                                                // it never answered, 480 where it fell silent
  };

  virtual ~CallLeg() = default;
  CallLeg() = default;
  CallLeg(const CallLeg&) = delete;
  CallLeg& operator=(const CallLeg&) = delete;

  // The leg's sound on the media thread.
  [[nodiscard]] virtual LegId id() const = 0;
  virtual void set_handlers(Handlers handlers) = 0;
  // Of a leg that came to us: takes it, once. Does nothing where the peer has gone meanwhile.
  virtual void answer() = 0;
  // Of a leg that came to us and is not answered: ends it with a status code of SIP.
  virtual void reject(std::uint16_t code, const std::string& reason) = 0;
  // Called with the report of its sound when it is closed.
  virtual void on_report(std::function<void(const LegReport&)> take) = 0;
};

}  // namespace aproape::voice
