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

using SurgeId = Id<struct SurgeTag>;

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
  std::optional<std::vector<Skill>> asked;  // skills that a supervisor set instead of those of the case
  Millis taken_at = 0;                      // in somebody's hands since; 0: not
  AccountId agent;                          // empty while waiting
  std::optional<Engagement> engagement;     // of that agent
  std::int64_t version = 1;
};

// A shift as it is kept: every week on that day, on the clock of the wall in its zone.
struct Shift {
  int day = 1;   // 1 Monday to 7 Sunday
  int from = 0;  // minutes of the day
  int to = 0;    // not after `from`: on the next day
  std::string zone;
};

// Help for a time: skills and queues that an agent has until then, perhaps with an account made for it.
struct Surge {
  SurgeId id;
  AccountId agent;
  std::vector<Skill> skills;
  std::vector<QueueId> queues;
  Millis began_at = 0;
  Millis until = 0;
  AccountId by;
  bool new_account = false;
  std::optional<Millis> ended_at;
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
  // Read beside him, never written back: when he works, and what he has for a time.
  std::vector<Window> shifts;
  std::vector<Skill> lent_skills;
  std::vector<QueueId> lent_queues;
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

// How something ended, told by who did it while he wrote it up.
struct WrapUpCode {
  std::string code;
  std::string name_ro;
  std::string name_en;
  bool active = true;  // may still be chosen
};

// A piece of work that was done.
struct DoneWork {
  WorkId id;
  CaseId case_id;
  UnitId unit;
  Channel channel = Channel::mail;
  AccountId agent;
  Millis entered_at = 0;
  Millis taken_at = 0;
  Millis done_at = 0;
  std::string code;  // of the wrap-up; empty: none was given
};

// A waiting piece as a supervisor sees it.
struct WaitingWork {
  WorkRecord work;
  std::size_t stage = 0;  // the widest that is open now
  std::size_t able = 0;   // agents that could take it if they had room
};

// What came into the line in one hour, and what became of it.
struct HourFlow {
  Millis from = 0;
  int entered = 0;
  int taken = 0;    // of them, by now
  int in_time = 0;  // of them, within the aim
};

// How a queue stands.
struct QueueState {
  UnitId unit;
  int waiting = 0;
  int emergencies = 0;
  std::optional<Millis> oldest;    // since when the first in line waits
  int available = 0;               // agents that serve it
  int free = 0;                    // of them, with nothing in hand
  int agents = 0;                  // that are there at all, paused ones too
  std::optional<Millis> expected;  // wait of a piece that comes now, see expected_wait.hpp
};

[[nodiscard]] std::string_view name_of(Availability availability);
// Nothing for a text that is none.
[[nodiscard]] std::optional<Availability> availability_of(std::string_view name);
[[nodiscard]] std::string_view name_of(Channel channel);
// A form where the channel is one that no router knows ("sms"): it lies until somebody reads it.
[[nodiscard]] Channel channel_of(std::string_view name);
[[nodiscard]] std::string_view name_of(Engagement::Phase phase);

}  // namespace aproape::routing
