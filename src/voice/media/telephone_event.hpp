#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace aproape::voice {

// Keys that come as telephone events (RFC 4733). A key is told once, by the first packet that comes of it:
// its packets share one timestamp and are repeated, the last one three times, and any of them may be lost.
class TelephoneEvents {
 public:
  // The key of a packet that begins a new event: 0-9, *, #, A-D. nullopt for repetitions, others and short
  // packets.
  std::optional<char> take(std::uint32_t timestamp, std::span<const std::uint8_t> payload);
  void reset() { seen_.reset(); }

 private:
  std::optional<std::uint32_t> seen_;  // timestamp of the newest event
};

}  // namespace aproape::voice
