#include "voice/media/source_lock.hpp"

namespace aproape::voice {
namespace {
constexpr Millis kSilence = 2 * kSecond;
}

void SourceLock::expect(Endpoint described, std::uint32_t signalling) {
  described_ = described;
  signalling_ = signalling;
  pinned_.reset();
}

bool SourceLock::accept(Endpoint from, std::uint32_t ssrc, Millis now) {
  if (!described_ || (from.address != described_->address && from.address != signalling_)) return false;
  if (pinned_ && pinned_->from == from && pinned_->ssrc == ssrc) {
    pinned_->heard = now;
    return true;
  }
  if (pinned_ && now - pinned_->heard < kSilence) return false;
  pinned_ = Pinned{from, ssrc, now};
  return true;
}

std::optional<Endpoint> SourceLock::destination() const {
  return pinned_ ? std::optional(pinned_->from) : described_;
}

}  // namespace aproape::voice
