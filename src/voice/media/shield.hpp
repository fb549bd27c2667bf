#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "voice/media/source_lock.hpp"

namespace aproape::voice {

// Bytes that sealing may add after a packet (SRTP: 10 with HMAC-SHA1-80, 16 with GCM).
inline constexpr std::size_t kShieldTail = 16;

// What stands between the socket of a leg and its sound where both are encrypted and the peer is found by
// asking (a browser). For the media thread, which owns it.
class Shield {
 public:
  using Send = std::function<void(std::span<const std::uint8_t>, Endpoint)>;
  virtual ~Shield() = default;

  // One datagram, opened in place: the RTP within; empty where it held none, was forged, or was an exchange
  // of the shield itself, whose answers go to `send`.
  virtual std::span<const std::uint8_t> open(std::span<std::uint8_t> bytes, Endpoint from,
                                             const Send& send) = 0;
  // Seals the RTP packet of the first `size` bytes, with kShieldTail bytes of room behind it. Gives the new
  // size; 0 where there are no keys yet.
  virtual std::size_t seal(std::span<std::uint8_t> bytes, std::size_t size) = 0;
  // Called at each tick: what was lost on the way is sent again.
  virtual void tick(const Send& send) = 0;
  // Where the peer is, once its keys are agreed.
  [[nodiscard]] virtual std::optional<Endpoint> peer() const = 0;
};

}  // namespace aproape::voice
