#include "voice/media/reception.hpp"

#include <cmath>

#include "voice/media/frame.hpp"

namespace aproape::voice {

void Reception::take(std::uint16_t sequence, std::uint32_t timestamp, Millis at) {
  ++received_;
  const std::int64_t transit = at * (kSampleRate / 1000) - static_cast<std::int64_t>(timestamp);
  if (!first_) {
    first_ = highest_ = 0x10000U + sequence;  // room for a packet that overtook the first
    transit_ = transit;
    return;
  }
  const auto step = static_cast<std::int16_t>(sequence - static_cast<std::uint16_t>(highest_));
  if (step > 0) highest_ += static_cast<std::uint64_t>(step);
  const double change = std::abs(static_cast<double>(transit - transit_));
  transit_ = transit;
  if (change < kSampleRate) jitter_ += (change - jitter_) / 16;  // a jump of the timestamp is no jitter
}

void Reception::new_source() {
  if (first_) expected_before_ += highest_ - *first_ + 1;
  first_.reset();
}

std::uint64_t Reception::lost() const {
  const std::uint64_t expected = expected_before_ + (first_ ? highest_ - *first_ + 1 : 0);
  return expected > received_ ? expected - received_ : 0;
}

double Reception::jitter_millis() const {
  return jitter_ * 1000 / kSampleRate;
}

}  // namespace aproape::voice
