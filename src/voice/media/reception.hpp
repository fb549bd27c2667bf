#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace aproape::voice {

// How well a peer's packets arrive: loss and interarrival jitter after RFC 3550 A.3 and A.8. Not thread-safe.
class Reception {
 public:
  void take(std::uint16_t sequence, std::uint32_t timestamp, Millis at);
  // Another source speaks from now on; what was counted stays.
  void new_source();

  [[nodiscard]] std::uint64_t received() const { return received_; }
  [[nodiscard]] std::uint64_t lost() const;
  [[nodiscard]] double jitter_millis() const;

 private:
  std::uint64_t received_ = 0;
  std::uint64_t expected_before_ = 0;   // of former sources
  std::optional<std::uint64_t> first_;  // extended sequence numbers
  std::uint64_t highest_ = 0;
  double jitter_ = 0;  // in samples
  std::int64_t transit_ = 0;
};

}  // namespace aproape::voice
