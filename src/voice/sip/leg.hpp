#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "voice/sip/call_leg.hpp"

extern "C" {
struct sip_msg;
}

namespace aproape::voice {

class SipEndpoint;
struct SipStack;

// One party on a SIP dialog. Dropping it ends the dialog in whatever state it is (CANCEL, BYE, a refusal).
class SipLeg final : public CallLeg {
 public:
  ~SipLeg() override;

  [[nodiscard]] LegId id() const override;
  void set_handlers(Handlers handlers) override;
  // 200.
  void answer() override;
  void reject(std::uint16_t code, const std::string& reason) override;
  void on_report(std::function<void(const LegReport&)> take) override;

  [[nodiscard]] bool up() const;  // answered, not ended
  // Offers hold (we send music) or talk again.
  void hold(bool on);

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
