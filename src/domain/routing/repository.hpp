#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "domain/routing/model.hpp"

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

// The place in the line as one number that sorts as Place does.
[[nodiscard]] std::int64_t line_of(const WorkRecord& work);

}  // namespace aproape::routing::repository
