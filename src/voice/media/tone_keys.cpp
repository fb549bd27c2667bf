#include "voice/media/tone_keys.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

#include "voice/media/frame.hpp"

namespace aproape::voice {
namespace {

constexpr std::array<float, 4> kRows{697, 770, 852, 941};
constexpr std::array<float, 4> kColumns{1209, 1336, 1477, 1633};
constexpr std::string_view kKeys = "123A456B789C*0#D";
constexpr float kLeastPower = 100.0F * 100.0F;  // of a sample: quieter ones are an echo
constexpr float kPure = 0.8F;                   // share of all power that lies in the two tones
constexpr float kTwist = 8.0F;                  // one tone may have so many times the power of the other
constexpr float kApart = 6.0F;                  // and must have so many times that of its neighbours
constexpr int kRelease = 2;                     // blocks without it until a key is released

// Power of one frequency in a block, as the mean square of that part (Goertzel).
float power_at(float hertz, std::span<const float> block) {
  const float step = 2 * std::cos(2 * std::numbers::pi_v<float> * hertz / kSampleRate);
  float a = 0;
  float b = 0;
  for (const float sample : block) {
    const float next = sample + step * a - b;
    b = a;
    a = next;
  }
  const auto size = static_cast<float>(block.size());
  return 2 * (a * a + b * b - step * a * b) / (size * size);
}

struct Strongest {
  std::size_t at = 0;
  float power = 0;
  bool alone = false;
};

Strongest strongest(const std::array<float, 4>& tones, std::span<const float> block) {
  std::array<float, 4> powers{};
  std::transform(tones.begin(), tones.end(), powers.begin(),
                 [&](float hertz) { return power_at(hertz, block); });
  const auto best = std::max_element(powers.begin(), powers.end());
  Strongest out{static_cast<std::size_t>(best - powers.begin()), *best, true};
  for (std::size_t i = 0; i < powers.size(); ++i)
    if (i != out.at && powers[i] * kApart > out.power) out.alone = false;
  return out;
}

}  // namespace

char ToneKeys::key_of_block() const {
  float all = 0;
  for (const float sample : block_) all += sample * sample;
  all /= static_cast<float>(kBlock);
  if (all < kLeastPower) return 0;
  const Strongest row = strongest(kRows, block_);
  const Strongest column = strongest(kColumns, block_);
  if (!row.alone || !column.alone) return 0;
  if (row.power > column.power * kTwist || column.power > row.power * kTwist) return 0;
  if (row.power + column.power < all * kPure) return 0;
  return kKeys[row.at * 4 + column.at];
}

// Two blocks in a row make a key; it is released by two without it.
std::optional<char> ToneKeys::settle(char key) {
  const bool twice = key != 0 && key == before_;
  before_ = key;
  silent_ = key == held_ ? 0 : silent_ + 1;
  if (held_ != 0 && silent_ >= kRelease) held_ = 0;
  if (!twice || held_ != 0) return std::nullopt;
  held_ = key;
  silent_ = 0;
  return key;
}

std::optional<char> ToneKeys::take(std::span<const std::int16_t> samples) {
  std::optional<char> out;
  for (const std::int16_t sample : samples) {
    block_[filled_++] = sample;
    if (filled_ < kBlock) continue;
    filled_ = 0;
    if (const auto key = settle(key_of_block())) out = key;
  }
  return out;
}

void ToneKeys::reset() {
  *this = {};
}

}  // namespace aproape::voice
