#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/routing/board.hpp"
#include "domain/routing/catalogue_data.hpp"
#include "domain/routing/repository.hpp"
#include "domain/routing/service.hpp"
#include "domain/routing/stage_plan.hpp"

namespace aproape::routing {

// What the parts of Service share.
struct Service::State {
  db::Database& database;
  network::Service& network;
  std::vector<Widening> widening = read_widening(carried("catalog/widening.csv"));
  std::vector<PauseReason> pause_reasons = read_pause_reasons();
  std::vector<WrapUpCode> wrap_up_codes = read_wrap_up_codes();

  [[nodiscard]] Millis now() const { return database.clock().now(); }

  // The agent as stored; a fresh one, offline and with the capacities of the channels, where he never came.
  [[nodiscard]] static AgentRecord agent(db::Tx& tx, AccountId id);
  // With their shifts about now, and what they have for a time.
  [[nodiscard]] std::vector<AgentRecord> lent(db::Tx& tx, std::vector<AgentRecord> agents) const;
  // Writes the agent; throws Error{conflict, "routing.moved"} where somebody else did meanwhile.
  static void keep(db::Tx& tx, AgentRecord& agent);
  void tell(db::Tx& tx, const access::Scope& scope, const AgentRecord& agent) const;
  // The change of an agent, his work or the rules by a person, in the audit.
  void audit(db::Tx& tx, const access::Scope& scope, std::string_view action, std::string_view subject,
             std::int64_t id, const json::Object& detail) const;

  // Runs one input of the router on the agent and what he has in hand.
  void on_hands(db::Tx& tx, AgentRecord agent,
                const std::function<std::vector<Decision>(Router& router)>& input) const;
  // The work of an offer to this account that still stands; refuses it otherwise.
  [[nodiscard]] WorkRecord offered(db::Tx& tx, const access::Scope& scope, OfferId id) const;
  // Work leaves the line: held work is counted as done and, where its channel says so, written up.
  void leave(db::Tx& tx, const WorkRecord& work) const;
  // The work waits no longer: somebody took it, or (nobody) it left the line.
  void end_turn(db::Tx& tx, const WorkRecord& work, AccountId taken_by) const;
  // Tells who was asked that the work is not his to take any more.
  void withdraw(db::Tx& tx, const WorkRecord& work) const;
};

// Whether the scope may do this in one of the agent's queues, or everywhere.
[[nodiscard]] bool may_in_any(const access::Scope& scope, std::string_view permission,
                              const AgentRecord& agent);
// Refuses skills that are none ("skills"). Throws Error{invalid} naming the field.
void check_skills(const std::vector<Skill>& skills);

}  // namespace aproape::routing
