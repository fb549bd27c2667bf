#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "voice/media/media_leg.hpp"

namespace aproape::voice {

// One side's offers and answers (RFC 3264): one stream of sound, PCMA or PCMU, telephone events. For the
// loop's thread.
class SessionDescription {
 public:
  // Where we listen. Throws Error{internal, "voice.sdp"} where there is no memory.
  SessionDescription(std::uint32_t address, std::uint16_t port);
  ~SessionDescription();
  SessionDescription(const SessionDescription&) = delete;
  SessionDescription& operator=(const SessionDescription&) = delete;

  // Reads the peer's description. False where it is malformed.
  [[nodiscard]] bool take(std::string_view text, bool offer);
  // Our offer, or our answer to what take() read.
  [[nodiscard]] std::string write(bool offer);
  // From the next offer on: hold (we send music, the peer is not heard) or talk.
  void set_hold(bool on);
  // What both agreed on: of the peer's codecs the first that we have. nullopt where there is none.
  // `signalling` is left to the caller.
  [[nodiscard]] std::optional<LegFormat> agreed() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
