#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace aproape::voice {

// Keys that come as tones within the sound (ITU-T Q.23), for peers that cannot send telephone events; where
// they can, this must not listen, or each key would count twice. A key is told once while it lasts; it lasts
// at least 50 ms. Speech and music are no keys: nearly all power must lie in one row and one column. Not
// thread-safe.
class ToneKeys {
 public:
  // Takes the next samples, of any number; gives the key that has just become certain.
  std::optional<char> take(std::span<const std::int16_t> samples);
  void reset();

 private:
  static constexpr std::size_t kBlock = 205;  // samples: bins of 39 Hz, in which all eight tones lie well

  [[nodiscard]] char key_of_block() const;
  std::optional<char> settle(char key);

  std::array<float, kBlock> block_{};
  std::size_t filled_ = 0;
  char before_ = 0;  // of the last block; 0: none
  char held_ = 0;    // told, and still pressed
  int silent_ = 0;   // blocks without a key
};

}  // namespace aproape::voice
