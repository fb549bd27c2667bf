#include "domain/routing/model.hpp"

#include <array>

namespace aproape::routing {
namespace {

constexpr std::array<std::string_view, 3> kAvailabilities{"offline", "paused", "available"};
constexpr std::array<std::string_view, kChannels> kChannelNames{"call", "chat", "message", "visit",
                                                                "mail", "form", "letter"};

}  // namespace

std::string_view name_of(Availability availability) {
  return kAvailabilities[static_cast<std::size_t>(availability)];
}

std::optional<Availability> availability_of(std::string_view name) {
  for (std::size_t i = 0; i < kAvailabilities.size(); ++i)
    if (kAvailabilities[i] == name) return static_cast<Availability>(i);
  return std::nullopt;
}

std::string_view name_of(Channel channel) {
  return kChannelNames[static_cast<std::size_t>(channel)];
}

Channel channel_of(std::string_view name) {
  for (std::size_t i = 0; i < kChannels; ++i)
    if (kChannelNames[i] == name) return static_cast<Channel>(i);
  // A short message is work like one of a messenger.
  return name == "sms" ? Channel::message : Channel::form;
}

std::string_view name_of(Engagement::Phase phase) {
  switch (phase) {
    case Engagement::Phase::offered:
      return "offered";
    case Engagement::Phase::held:
      return "held";
    default:
      return "wrap_up";
  }
}

}  // namespace aproape::routing
