#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/network/service.hpp"
#include "domain/routing/model.hpp"

namespace aproape::routing {

// The one line of all work and the agents who take it, kept in the database: any node can decide, one at a
// time. `cases` tells it of every change of a case (follow), staff say whether they are there, and dispatch()
// makes the offers. Every change publishes its events in the caller's transaction: "offer.made",
// "offer.ended", "agent.changed", "agent.paused", "agent.wrapped_up", all about the agent.
// Thread-safe.
class Service {
 public:
  Service(db::Database& database, network::Service& network);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Brings the line up to what a case is now: it waits where it is our turn and nobody holds it, it is in the
  // holder's hands where somebody does, it leaves where there is nothing to do. Calling it twice changes
  // nothing more.
  void follow(db::Tx& tx, const Matter& matter);

  // --- being there
  // The agent as he is; one who never came is offline.
  [[nodiscard]] AgentRecord agent(db::Tx& tx, AccountId id) const;
  // The own account, or (permission "agent.write" in one of his queues) another's. Pausing needs a reason of
  // the list. Who leaves turns down what rings. Who comes serves the queues of his grants, unless a
  // supervisor gave him others. Throws Error{invalid, "agent.reason"}, {not_found, "agent.not_found"}.
  AgentRecord set_availability(db::Tx& tx, const access::Scope& scope, AccountId id,
                               Availability availability, std::string_view reason);
  // What a supervisor sets: queues (empty: those of the grants again when he next comes), skills, limits of 0
  // to 10. Throws Error{forbidden} without "agent.write" in all of the queues, {stale} where version does not
  // fit.
  struct Description {
    std::optional<std::vector<UnitId>> queues;
    std::optional<std::vector<Skill>> skills;
    std::optional<Limits> limits;
  };
  AgentRecord describe(db::Tx& tx, const access::Scope& scope, AccountId id, std::int64_t version,
                       const Description& description);
  [[nodiscard]] std::vector<AvailabilityChange> history(db::Tx& tx, const access::Scope& scope, AccountId id,
                                                        int limit) const;
  [[nodiscard]] const std::vector<PauseReason>& pause_reasons() const;

  // --- offers
  // What is in the hands of an agent: offered, held, to be written up.
  [[nodiscard]] std::vector<WorkRecord> in_hands(db::Tx& tx, AccountId id) const;
  // The offer to the scope's account is taken; the caller makes him the holder of the case in the same
  // transaction. Throws Error{not_found, "offer.not_found"} for another's, {conflict, "offer.ended"} after
  // its end.
  WorkRecord accept(db::Tx& tx, const access::Scope& scope, OfferId id);
  void decline(db::Tx& tx, const access::Scope& scope, OfferId id);
  void end_wrap_up(db::Tx& tx, const access::Scope& scope, WorkId id);

  // The waits of a case that have ended, oldest first. It knows nothing of who may see the case.
  [[nodiscard]] std::vector<Turn> turns(db::Tx& tx, CaseId id) const;

  // --- steering
  // Agents that are there and queues with waiting work, of units where the scope has "agent.read".
  [[nodiscard]] std::vector<AgentRecord> agents(db::Tx& tx, const access::Scope& scope) const;
  [[nodiscard]] std::vector<QueueState> queues(db::Tx& tx, const access::Scope& scope) const;
  // Waiting work of a unit, first in line first. Throws Error{not_found, "unit.unknown"} without
  // "agent.read" there.
  [[nodiscard]] std::vector<WorkRecord> waiting(db::Tx& tx, const access::Scope& scope, UnitId unit,
                                                int limit) const;

  // --- the router
  // One pass: ends what has run out and offers all work that somebody free could take. Gives the number of
  // decisions. Throws Error{conflict, "routing.moved"} where something changed meanwhile: call it again.
  int dispatch(db::Tx& tx);
  // Whether dispatch() could have something to do now; cheap.
  [[nodiscard]] bool anything_to_do(db::Tx& tx) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::routing
