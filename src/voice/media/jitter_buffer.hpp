#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "voice/media/frame.hpp"

namespace aproape::voice {

// Evens out when packets come: samples are put where their timestamp says and taken 20 ms at a time. The
// delay starts at one frame, grows where packets come late, and shrinks where there was always more than
// needed (looked at every two seconds), never above 160 ms. A hole is filled with the last frame, fading. Not
// thread-safe.
class JitterBuffer {
 public:
  struct Counts {
    std::uint64_t late = 0;       // packets that came after their turn
    std::uint64_t concealed = 0;  // frames that were made up
    std::uint64_t skipped = 0;    // frames left out to shorten the delay
  };

  // Samples of one packet (any packet time); timestamps in samples.
  void put(std::uint32_t timestamp, std::span<const std::int16_t> samples);
  // The next 20 ms. False, with silence, where nothing was ever put or nothing has come for 60 ms.
  bool take(Frame& out);
  // Forgets what is held: another source speaks from now on.
  void reset();

  [[nodiscard]] const Counts& counts() const { return counts_; }
  // How much is held, in milliseconds.
  [[nodiscard]] int depth() const;

 private:
  static constexpr std::size_t kRing = 4096;  // samples: half a second

  [[nodiscard]] std::int32_t held() const { return static_cast<std::int32_t>(end_ - read_); }
  void start_at(std::uint32_t timestamp);
  bool conceal(Frame& out);
  void shorten();
  void skip();

  std::array<std::int16_t, kRing> ring_{};
  std::array<bool, kRing> filled_{};
  Frame last_{};
  std::uint32_t read_ = 0;  // timestamp of the next sample to take
  std::uint32_t end_ = 0;   // timestamp after the newest sample held
  bool started_ = false;
  int gap_ = 0;             // frames made up in a row
  int looked_ = 0;          // frames since the delay was looked at
  std::int32_t least_ = 0;  // the least that was held meanwhile
  Counts counts_;
};

}  // namespace aproape::voice
