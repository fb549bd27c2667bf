#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace aproape::voice {

// An IPv4 address and a port, in the order of this machine.
struct Endpoint {
  std::uint32_t address = 0;
  std::uint16_t port = 0;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

// Whose packets a leg takes, and where it sends (symmetric RTP, needed behind address translation). Only
// machines that the signalling named are ever heard: the one of the SDP and the one that the SIP message came
// from. Among their ports the first that speaks is pinned, with its SSRC; another is learnt only after a new
// offer, or after two seconds of silence. So a stranger cannot speak into a call, nor have its sound sent to
// himself (RTPbleed).
class SourceLock {
 public:
  // After an offer or answer: where the peer says that it listens, and where its signalling came from
  // (address alone).
  void expect(Endpoint described, std::uint32_t signalling);
  // Whether a packet is the peer's.
  [[nodiscard]] bool accept(Endpoint from, std::uint32_t ssrc, Millis now);
  // Where to send: the pinned source, before it the described one; nullopt before expect().
  [[nodiscard]] std::optional<Endpoint> destination() const;

 private:
  struct Pinned {
    Endpoint from;
    std::uint32_t ssrc = 0;
    Millis heard = 0;
  };
  std::optional<Endpoint> described_;
  std::uint32_t signalling_ = 0;
  std::optional<Pinned> pinned_;
};

}  // namespace aproape::voice
