#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "domain/routing/work.hpp"

namespace aproape::routing {

using OfferId = Id<struct OfferTag>;

// An agent's one state for all channels.
enum class Availability : std::uint8_t { offline, paused, available };

// Work that an agent has: offered to him, in his hands, or done and being written up. All three take
// capacity.
struct Engagement {
  enum class Phase : std::uint8_t { offered, held, wrap_up };
  WorkId work;
  Channel channel = Channel::mail;
  Phase phase = Phase::offered;
  OfferId offer;                // while offered
  std::optional<Millis> until;  // the end of the offer's lease or of the wrap-up; none while held
};

// How many pieces of each channel at once, where nothing else is held; 0 = takes none of that channel. Two
// kinds share: "one call, or three chats" means that a chat fills a third. At most 10 each.
using Limits = std::array<int, kChannels>;
inline constexpr Limits kLimits{1, 3, 5, 1, 8, 8, 8};

// A time in which an agent works, its end not included.
struct Window {
  Millis from = 0;
  Millis to = 0;
};

struct Agent {
  AccountId id;
  SkillSet skills;
  std::vector<QueueId> queues;
  Limits limits = kLimits;
  Availability availability = Availability::offline;
  Millis idle_since = 0;       // when he last finished something, or came
  std::vector<Window> shifts;  // outside them he is asked for emergencies only; none: whenever he is there
  std::vector<Engagement> engagements;
};

// A full load; divisible by every limit from 1 to 10.
inline constexpr int kFullLoad = 2520;

// What the agent's engagements of the channel's kind (immediate or not) take of a full load.
[[nodiscard]] int load(const Agent& agent, bool of_immediate);

// Whether the agent is there and has room for one more piece of the channel. Nobody who speaks with a citizen
// is offered a mail, and mails are offered one at a time, an emergency beside another too; who writes a mail
// can be called.
[[nodiscard]] bool has_room(const Agent& agent, Channel channel, bool emergency);

// Whether the agent works at `now`.
[[nodiscard]] bool on_shift(const Agent& agent, Millis now);

// The first stage by which the agent may take the work at `now`, counting stages that are open and leaving
// out cooldowns and room; none where he may not.
[[nodiscard]] std::optional<std::size_t> stage_for(const Agent& agent, const Work& work, Millis now);

// stage_for, with shift, cooldown and room: whether an offer of the work to the agent is right at `now`.
[[nodiscard]] std::optional<std::size_t> able(const Agent& agent, const Work& work, Millis now);

}  // namespace aproape::routing
