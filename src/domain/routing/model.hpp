#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/routing/agent.hpp"
#include "domain/routing/skill_names.hpp"
#include "domain/routing/work.hpp"

namespace aproape::routing {

// The queue of a unit has the unit's id: waiting work belongs to a unit, and what it is about is told by
// skills.
[[nodiscard]] inline QueueId queue_of(UnitId unit) {
  return QueueId{unit.value};
}

// What the router needs to know of a case.
struct Matter {
  CaseId id;
  UnitId unit;
  std::string channel;  // of the case
  std::string urgency;  // "P1" to "P4"
  std::string language;
  std::string category;
  AccountId holder;
  bool our_turn = false;  // open, and somebody of us should do something now
  Millis since = 0;       // the citizen waits since then
};

// A stage as it is kept: by the names of skills.
struct StageRecord {
  Millis after = 0;
  std::vector<Skill> skills;
  std::vector<QueueId> queues;
};

// A piece of work as it is kept: waiting (no engagement), or in somebody's hands.
struct WorkRecord {
  WorkId id;
  CaseId case_id;
  UnitId unit;
  Channel channel = Channel::mail;
  int urgency = 4;
  std::string language;
  Millis entered_at = 0;
  std::vector<StageRecord> stages;
  AccountId last_holder;
  std::vector<Cooldown> cooldowns;
  AccountId agent;                       // empty while waiting
  std::optional<Engagement> engagement;  // of that agent
  std::int64_t version = 1;
};

// An agent as he is kept.
struct AgentRecord {
  AccountId id;
  Availability availability = Availability::offline;
  std::string reason;  // of a pause: a code of catalog/pause_reasons.csv, or "missed"
  Millis since = 0;
  Millis idle_since = 0;
  std::vector<Skill> skills;
  std::vector<QueueId> queues;
  bool queues_set = false;  // by a supervisor; otherwise they follow the grants when he comes
  Limits limits = kLimits;
  std::int64_t version = 0;  // 0: not stored yet
};

// One change of availability, for the history.
struct AvailabilityChange {
  AccountId agent;
  Availability availability = Availability::offline;
  std::string reason;
  Millis at = 0;
  AccountId by;  // empty: the router, who paused him
};

// How a wait in the line ended.
struct Turn {
  std::int64_t id = 0;
  CaseId case_id;
  Channel channel = Channel::mail;
  int urgency = 4;  // as P1 to P4
  Millis entered_at = 0;
  Millis ended_at = 0;
  AccountId taken_by;  // empty: it left the line untaken
};

// Why somebody is not available though he works.
struct PauseReason {
  std::string code;
  std::string name_ro;
  std::string name_en;
  bool paid = true;  // counts as worked time
};

// How a queue stands.
struct QueueState {
  UnitId unit;
  int waiting = 0;
  int emergencies = 0;
  std::optional<Millis> oldest;  // since when the first in line waits
  int available = 0;             // agents that serve it
  int agents = 0;                // that are there at all, paused ones too
};

[[nodiscard]] std::string_view name_of(Availability availability);
// Nothing for a text that is none.
[[nodiscard]] std::optional<Availability> availability_of(std::string_view name);
[[nodiscard]] std::string_view name_of(Channel channel);
// A form where the channel is one that no router knows ("sms"): it lies until somebody reads it.
[[nodiscard]] Channel channel_of(std::string_view name);
[[nodiscard]] std::string_view name_of(Engagement::Phase phase);

}  // namespace aproape::routing
