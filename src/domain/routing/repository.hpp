#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/routing/model.hpp"
#include "domain/routing/router.hpp"

namespace aproape::routing::repository {

// Lets one transaction at a time decide about offers, on all nodes (PostgreSQL; SQLite has one writer
// anyway). Work that comes or goes does not wait for it: an update that meets a newer version tells so.
void lock(db::Tx& tx);

[[nodiscard]] std::optional<AgentRecord> agent(db::Tx& tx, AccountId id);
// Everybody who is there (available or paused), and who still has work in hand.
[[nodiscard]] std::vector<AgentRecord> agents(db::Tx& tx);
void save(db::Tx& tx, const AgentRecord& agent);  // inserts where version is 0
// Updates where the row still has agent.version; false otherwise.
[[nodiscard]] bool update(db::Tx& tx, const AgentRecord& agent);
void set_idle(db::Tx& tx, AccountId agent, Millis since);
void insert(db::Tx& tx, const AvailabilityChange& change);
// The last `limit` changes of an agent, newest first.
[[nodiscard]] std::vector<AvailabilityChange> history(db::Tx& tx, AccountId agent, int limit);
// Whether a pass could have something to do: an agent is there, or work is with somebody for a time.
[[nodiscard]] bool anything_to_do(db::Tx& tx);

void insert(db::Tx& tx, const WorkRecord& work);
// Updates where the row still has work.version; false otherwise.
[[nodiscard]] bool update(db::Tx& tx, const WorkRecord& work);
void drop(db::Tx& tx, WorkId id);
[[nodiscard]] std::optional<WorkRecord> work_of_case(db::Tx& tx, CaseId id);
[[nodiscard]] std::optional<WorkRecord> work(db::Tx& tx, WorkId id);
[[nodiscard]] std::optional<WorkRecord> work_by_offer(db::Tx& tx, OfferId id);
[[nodiscard]] std::vector<WorkRecord> engaged(db::Tx& tx);  // of all agents
[[nodiscard]] std::vector<WorkRecord> engaged(db::Tx& tx, AccountId agent);
// The next `limit` waiting pieces in the line behind `after` (nothing: from its head).
struct Cursor {
  std::int64_t line = 0;
  WorkId id;
};
[[nodiscard]] std::vector<WorkRecord> waiting(db::Tx& tx, std::optional<Cursor> after, int limit);
[[nodiscard]] std::vector<WorkRecord> waiting_in(db::Tx& tx, UnitId unit, int limit);
// Waiting, emergencies and the oldest of each unit that has any.
[[nodiscard]] std::vector<QueueState> queues(db::Tx& tx);

void insert(db::Tx& tx, const Turn& turn);
// Of one case, oldest first.
[[nodiscard]] std::vector<Turn> turns(db::Tx& tx, CaseId id);
// --- what was done, and what supervisors set (settings_repository.cpp)
void insert(db::Tx& tx, const DoneWork& done);
// Keeps the code of a wrap-up of this agent; false where he has no such work, or it has a code already.
[[nodiscard]] bool set_code(db::Tx& tx, WorkId id, AccountId agent, std::string_view code);
// Mean time from taking to finishing since `from`, by unit; nothing for a unit where nothing was done.
[[nodiscard]] std::map<UnitId, Millis> handling(db::Tx& tx, Millis from);
struct CodeCount {
  UnitId unit;
  std::string code;
  int count = 0;
};
// Work that entered since `from`, by unit and hour, and how much of it was taken, and taken within `aim`.
struct UnitFlow {
  UnitId unit;
  int hour = 0;  // after `from`
  int entered = 0;
  int taken = 0;
  int in_time = 0;
};
[[nodiscard]] std::vector<UnitFlow> flow(db::Tx& tx, Millis from, Millis aim);
// --- shifts and surges (surge_repository.cpp)
[[nodiscard]] std::map<AccountId, std::vector<Shift>> shifts(db::Tx& tx);
[[nodiscard]] std::vector<Shift> shifts_of(db::Tx& tx, AccountId agent);
void replace_shifts(db::Tx& tx, AccountId agent, const std::vector<Shift>& shifts);
// Those that run at `now`.
[[nodiscard]] std::vector<Surge> surges(db::Tx& tx, Millis now);
// Those that were not ended though their time is over.
[[nodiscard]] std::vector<Surge> surges_over(db::Tx& tx, Millis now);
[[nodiscard]] std::optional<Surge> surge(db::Tx& tx, SurgeId id);
void insert(db::Tx& tx, const Surge& surge);
void end_surge(db::Tx& tx, SurgeId id, Millis at);

// How often each code was given in [from, to).
[[nodiscard]] std::vector<CodeCount> code_counts(db::Tx& tx, Millis from, Millis to);
// The rules of all channels, with what was set in place of the default.
[[nodiscard]] std::vector<ChannelSetting> channels(db::Tx& tx);
[[nodiscard]] Rules rules(db::Tx& tx);
void save(db::Tx& tx, const ChannelSetting& setting);
// Agents that have this limit for the channel get the other.
void replace_limit(db::Tx& tx, Channel channel, int from, int to);
[[nodiscard]] std::vector<WrapUpCode> wrap_up_codes(db::Tx& tx);  // those that were changed or added
void save(db::Tx& tx, const WrapUpCode& code);

// The place in the line as one number that sorts as Place does.
[[nodiscard]] std::int64_t line_of(const WorkRecord& work);

}  // namespace aproape::routing::repository
