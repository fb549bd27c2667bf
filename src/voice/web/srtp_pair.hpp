#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "voice/sip/re_ptr.hpp"
#include "voice/web/dtls_server.hpp"

extern "C" {
struct srtp;
}

namespace aproape::voice {

// Both directions of one SRTP session (RFC 3711, RFC 7714), with replay protection. For one thread at a time.
class SrtpPair {
 public:
  // Throws Error{internal, "voice.srtp"}.
  explicit SrtpPair(const SrtpKeys& keys);

  // Opens a packet in place. The RTP within; empty where it is forged, old or repeated.
  [[nodiscard]] std::span<const std::uint8_t> open(std::span<std::uint8_t> packet);
  // Seals the packet of the first `size` bytes in place, with kShieldTail bytes of room behind it. Gives the
  // new size, 0 on failure.
  [[nodiscard]] std::size_t seal(std::span<std::uint8_t> bytes, std::size_t size);

 private:
  RePtr<srtp> theirs_;
  RePtr<srtp> ours_;
};

}  // namespace aproape::voice
