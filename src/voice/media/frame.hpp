#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace aproape::voice {

// The one form of sound inside the voice role: 8 kHz, mono, 16-bit samples, in frames of 20 ms.
inline constexpr int kSampleRate = 8000;
inline constexpr std::size_t kFrameSamples = 160;
inline constexpr int kFrameMillis = 20;

using Frame = std::array<std::int16_t, kFrameSamples>;
using Pcm = std::vector<std::int16_t>;
// A prompt, a tone or music: shared by all calls that play it, never changed.
using Sound = std::shared_ptr<const Pcm>;

// A sum of samples, cut to what 16 bits hold.
[[nodiscard]] constexpr std::int16_t saturate(std::int32_t sample) {
  return static_cast<std::int16_t>(sample > 32767 ? 32767 : sample < -32768 ? -32768 : sample);
}

}  // namespace aproape::voice
