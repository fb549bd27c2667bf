#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/network/service.hpp"
#include "domain/routing/model.hpp"
#include "domain/routing/router.hpp"

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
  // The account takes waiting work by hand, of units where it may write or that looks for it. Throws
  // Error{not_found, "work.not_found"}, {conflict, "work.taken"} where it does not wait any more, {conflict,
  // "agent.no_room"} where the account is not available or its hands are full.
  WorkRecord pick(db::Tx& tx, const access::Scope& scope, WorkId id);
  // What the account could pick, first in line first.
  [[nodiscard]] std::vector<WaitingWork> pickable(db::Tx& tx, const access::Scope& scope, int limit) const;

  // --- wrap-ups (wrap_ups.cpp)
  // Ends the write-up and keeps its code (empty: none yet; a code may still be given within a day). Throws
  // Error{not_found, "work.not_found"} for another's, {invalid} for a code that is none.
  void end_wrap_up(db::Tx& tx, const access::Scope& scope, WorkId id, std::string_view code);
  // All codes, those of the catalogue with what was changed on screen.
  [[nodiscard]] std::vector<WrapUpCode> wrap_up_codes(db::Tx& tx) const;
  // Changes or adds a code. Wants "agent.write" everywhere.
  void save_wrap_up_code(db::Tx& tx, const access::Scope& scope, const WrapUpCode& code);
  // How often each code was given in [from, to), of units where the scope has "agent.read"; "" counts what
  // was done without one.
  [[nodiscard]] std::map<std::string, int> wrap_up_counts(db::Tx& tx, const access::Scope& scope, Millis from,
                                                          Millis to) const;

  // The waits of a case that have ended, oldest first. It knows nothing of who may see the case.
  [[nodiscard]] std::vector<Turn> turns(db::Tx& tx, CaseId id) const;

  // --- steering
  // Agents that are there and queues with waiting work, of units where the scope has "agent.read".
  [[nodiscard]] std::vector<AgentRecord> agents(db::Tx& tx, const access::Scope& scope) const;
  // One of them, or one who is not there. Throws Error{not_found, "agent.not_found"} without "agent.read" in
  // one of his queues; who serves none is seen by who may read all.
  [[nodiscard]] AgentRecord agent_for(db::Tx& tx, const access::Scope& scope, AccountId id) const;
  [[nodiscard]] std::vector<QueueState> queues(db::Tx& tx, const access::Scope& scope) const;
  // Waiting work of a unit, first in line first. Throws Error{not_found, "unit.unknown"} without
  // "agent.read" there.
  [[nodiscard]] std::vector<WorkRecord> waiting(db::Tx& tx, const access::Scope& scope, UnitId unit,
                                                int limit) const;

  // The line of all units where the scope has "agent.read", first first, with its stage and who is able.
  [[nodiscard]] std::vector<WaitingWork> line(db::Tx& tx, const access::Scope& scope, int limit) const;
  // Hour by hour, the last `hours` with the present one: what came into the line of those units, and how much
  // of it somebody took within `aim`.
  [[nodiscard]] std::vector<HourFlow> flow(db::Tx& tx, const access::Scope& scope, int hours,
                                           Millis aim) const;
  // Any piece of work. Throws Error{not_found, "work.not_found"} without "agent.write" in its unit.
  [[nodiscard]] WorkRecord work(db::Tx& tx, const access::Scope& scope, WorkId id) const;
  // Takes an offer or held work from who has it (steering.cpp): it waits at its old place again, and he is
  // not asked for a while. The caller frees the case of held work in the same transaction. Throws
  // Error{conflict, "work.waits"} where nobody has it.
  WorkRecord take_back(db::Tx& tx, const access::Scope& scope, WorkId id);
  // Sets the skills that work asks for; nullopt: those of its case again. The caller follows with follow().
  void ask_for(db::Tx& tx, const access::Scope& scope, WorkId id,
               const std::optional<std::vector<Skill>>& skills);
  // The rules of all channels; changing one wants "agent.write" everywhere. Agents whose limit was the
  // channel's capacity get the new one.
  [[nodiscard]] std::vector<ChannelSetting> channels(db::Tx& tx) const;
  void save_channel(db::Tx& tx, const access::Scope& scope, const ChannelSetting& setting);
  // --- shifts and surges (surges.cpp)
  // When an agent works; none: whenever he is there. Setting wants "agent.write" in one of his queues; at
  // most
  // 50. Throws Error{invalid} naming "shifts".
  [[nodiscard]] std::vector<Shift> shifts(db::Tx& tx, const access::Scope& scope, AccountId id) const;
  void set_shifts(db::Tx& tx, const access::Scope& scope, AccountId id, const std::vector<Shift>& shifts);
  // Lends skills and queues to an agent until a moment, at most 31 days ahead. Wants "agent.write"
  // everywhere.
  Surge lend(db::Tx& tx, const access::Scope& scope, Surge surge);
  // Those that run; of the whole network.
  [[nodiscard]] std::vector<Surge> surges(db::Tx& tx, const access::Scope& scope) const;
  // Ends one now. Throws Error{not_found, "surge.not_found"} where it does not run.
  Surge end_surge(db::Tx& tx, const access::Scope& scope, SurgeId id);
  // Ends those whose time is over. The caller switches off the accounts that were made for them.
  std::vector<Surge> end_surges(db::Tx& tx);

  // Whether the case is in the line or in hands.
  [[nodiscard]] bool knows(db::Tx& tx, CaseId id) const;

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
