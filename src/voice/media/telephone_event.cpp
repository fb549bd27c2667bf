#include "voice/media/telephone_event.hpp"

#include <string_view>

namespace aproape::voice {

std::optional<char> TelephoneEvents::take(std::uint32_t timestamp, std::span<const std::uint8_t> payload) {
  constexpr std::string_view kKeys = "0123456789*#ABCD";
  if (payload.size() < 4 || payload[0] >= kKeys.size()) return std::nullopt;
  if (seen_ && static_cast<std::int32_t>(timestamp - *seen_) <= 0) return std::nullopt;
  seen_ = timestamp;
  return kKeys[payload[0]];
}

}  // namespace aproape::voice
