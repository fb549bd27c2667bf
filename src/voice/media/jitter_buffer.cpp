#include "voice/media/jitter_buffer.hpp"

#include <algorithm>

namespace aproape::voice {
namespace {

constexpr std::int32_t kFrame = kFrameSamples;
constexpr std::int32_t kMost = 160 * kSampleRate / 1000;  // cap of the delay
constexpr std::int32_t kAfterCap = 60 * kSampleRate / 1000;
constexpr int kLookEvery = 100;  // frames: two seconds
constexpr int kLongestGap = 3;   // frames of fading; silence after them

}  // namespace

void JitterBuffer::start_at(std::uint32_t timestamp) {
  filled_.fill(false);
  read_ = timestamp - kFrame;  // one frame of silence, and of delay, at the start
  for (std::uint32_t at = read_; at != timestamp; ++at) {
    ring_[at % kRing] = 0;
    filled_[at % kRing] = true;
  }
  end_ = timestamp;
  started_ = true;
  looked_ = 0;
  least_ = kMost;
}

void JitterBuffer::reset() {
  started_ = false;
  gap_ = 0;
  filled_.fill(false);
}

void JitterBuffer::put(std::uint32_t timestamp, std::span<const std::int16_t> samples) {
  if (samples.empty() || samples.size() > kRing / 4) return;
  const auto ahead = static_cast<std::int32_t>(timestamp - read_);
  // A jump (silence suppression, a restarted sender) begins anew.
  if (!started_ || ahead > static_cast<std::int32_t>(kRing / 2) || ahead < -2 * kSampleRate)
    start_at(timestamp);
  const auto size = static_cast<std::int32_t>(samples.size());
  if (static_cast<std::int32_t>(timestamp - read_) + size <= 0) {
    ++counts_.late;
    return;
  }
  for (std::int32_t i = 0; i < size; ++i) {
    const std::uint32_t at = timestamp + static_cast<std::uint32_t>(i);
    if (static_cast<std::int32_t>(at - read_) < 0) continue;
    ring_[at % kRing] = samples[static_cast<std::size_t>(i)];
    filled_[at % kRing] = true;
  }
  const std::uint32_t end = timestamp + static_cast<std::uint32_t>(size);
  if (static_cast<std::int32_t>(end - end_) > 0) end_ = end;
  // A burst after a stall: what is too old is left out.
  if (held() > kMost + kFrame)
    while (held() > kAfterCap) skip();
}

void JitterBuffer::skip() {
  for (std::uint32_t i = 0; i < kFrameSamples; ++i) filled_[(read_ + i) % kRing] = false;
  read_ += kFrameSamples;
  ++counts_.skipped;
}

bool JitterBuffer::conceal(Frame& out) {
  if (gap_ >= kLongestGap) {
    out.fill(0);
    return false;
  }
  ++gap_;
  ++counts_.concealed;
  const int weight = kLongestGap + 1 - gap_;
  for (std::size_t i = 0; i < kFrameSamples; ++i)
    out[i] = static_cast<std::int16_t>(last_[i] * weight / (kLongestGap + 1));
  return true;
}

void JitterBuffer::shorten() {
  least_ = std::min(least_, held());
  if (++looked_ < kLookEvery) return;
  if (least_ >= 3 * kFrame) skip();  // so one frame is always left in hand
  looked_ = 0;
  least_ = kMost;
}

bool JitterBuffer::take(Frame& out) {
  if (!started_) {
    out.fill(0);
    return false;
  }
  shorten();
  // Nothing newer: wait for it, which lengthens the delay, instead of running ahead and finding it late.
  if (held() < kFrame) return conceal(out);
  std::size_t present = 0;
  for (std::size_t i = 0; i < kFrameSamples; ++i) {
    const std::size_t at = (read_ + static_cast<std::uint32_t>(i)) % kRing;
    if (filled_[at]) ++present;
    out[i] = filled_[at] ? ring_[at] : std::int16_t{0};
    filled_[at] = false;
  }
  read_ += kFrame;
  if (present == 0) return conceal(out);
  gap_ = 0;
  last_ = out;
  return true;
}

int JitterBuffer::depth() const {
  return started_ ? std::max(held(), 0) * 1000 / kSampleRate : 0;
}

}  // namespace aproape::voice
