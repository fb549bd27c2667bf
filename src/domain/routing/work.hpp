#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/routing/skill_set.hpp"

namespace aproape::routing {

using WorkId = Id<struct WorkTag>;
using QueueId = Id<struct QueueTag>;

enum class Channel : std::uint8_t { call, chat, message, visit, mail, form, letter };
inline constexpr std::size_t kChannels = 7;

// Somebody waits at the other end of a call, chat, message or visit; mail, forms and letters lie until they
// are read.
[[nodiscard]] constexpr bool immediate(Channel channel) {
  return channel <= Channel::visit;
}

// How widely work looks for somebody, from `after` on: the mission first, then the centre, then a neighbour,
// each perhaps with fewer skills. A stage adds to those before it.
struct Stage {
  Millis after = 0;  // since the work began to wait
  SkillSet skills;
  std::vector<QueueId> queues;  // an agent of any of them will do
};

// Who shall not be offered this work before `until`: he declined it, or let it ring.
struct Cooldown {
  AccountId agent;
  Millis until = 0;
};

// A piece of work that waits, or is offered, or is held.
struct Work {
  WorkId id;
  Channel channel = Channel::mail;
  int urgency = 4;            // 1 to 4, as P1 to P4; P1 is an emergency and goes before everything else
  Millis entered_at = 0;      // keeps its place through declined offers
  std::vector<Stage> stages;  // in order of `after`, the first of 0
  AccountId last_holder;      // preferred among those who could take it
  std::vector<Cooldown> cooldowns;
};

// The place of work in the one line of all work. Ageing is a head start: P2 counts as if it had come an hour
// earlier, so it goes before younger P4, and old P4 goes before it. Since all work ages alike the order of
// two pieces never changes, and nobody is overtaken inside a class.
struct Place {
  bool routine = true;  // false = emergency
  Millis moment = 0;    // entered less head start
  WorkId id;

  friend auto operator<=>(const Place&, const Place&) = default;
};

// Head start of an urgency, in milliseconds.
using HeadStarts = std::array<Millis, 5>;  // by urgency; [0] is not used
inline constexpr HeadStarts kHeadStarts{0, 0, kHour, 15 * kMinute, 0};

[[nodiscard]] inline Place place_of(const Work& work, const HeadStarts& starts) {
  return {work.urgency != 1, work.entered_at - starts[static_cast<std::size_t>(work.urgency)], work.id};
}

}  // namespace aproape::routing
