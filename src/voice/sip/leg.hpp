#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "voice/media/media_thread.hpp"

extern "C" {
struct sip_msg;
}

namespace aproape::voice {

class SipEndpoint;
struct SipStack;

// One party on a SIP dialog, with its sound on the media thread. Dropping it ends the dialog in whatever
// state it is (CANCEL, BYE, a refusal) and closes the sound. For the loop's thread; handlers are called from
// the loop, never from within a function of the leg, so that they may drop it.
class SipLeg {
 public:
  struct Handlers {
    std::function<void()> ringing;              // of a leg that we dialled
    std::function<void()> answered;             // it talks: both sides have agreed
    std::function<void(char)> key;              // pressed: telephone event or INFO
    std::function<void(bool)> held;             // the peer put us on hold, or back
    std::function<void(std::uint64_t)> played;  // the mark of a sound that ended
    std::function<void(std::uint16_t)>
        ended;  // by the peer: its status code, 0 for BYE, 408 where it never answered
  };

  ~SipLeg();
  SipLeg(const SipLeg&) = delete;
  SipLeg& operator=(const SipLeg&) = delete;

  // The leg's sound on the media thread.
  [[nodiscard]] LegId id() const;
  [[nodiscard]] bool up() const;  // answered, not ended
  void set_handlers(Handlers handlers);

  // Of a leg that called us: 200, once. Does nothing where the caller has gone meanwhile.
  void answer();
  // Of a leg that called us and is not answered: ends it with a status code.
  void reject(std::uint16_t code, const std::string& reason);
  // Offers hold (we send music) or talk again.
  void hold(bool on);
  // Called with the report of its sound when it is closed.
  void on_report(std::function<void(const LegReport&)> take);

 private:
  friend class SipEndpoint;
  struct State;
  explicit SipLeg(std::unique_ptr<State> state);

  // Of an INVITE outside a dialog: rings; refuses it itself, and gives nullptr, where that cannot be.
  static std::unique_ptr<SipLeg> incoming(SipStack& stack, const sip_msg& message);
  static std::unique_ptr<SipLeg> outgoing(SipStack& stack, const std::string& address,
                                          const std::string& from, Handlers handlers);
  // Whether a request belongs to this dialog.
  [[nodiscard]] bool owns(const sip_msg& message) const;
  void deliver(const MediaEvent& event);
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
