#pragma once

#include <map>
#include <set>
#include <vector>

#include "db/database.hpp"
#include "domain/routing/model.hpp"
#include "domain/routing/router.hpp"

namespace aproape::routing {

// A Router over stored agents and work for the length of one transaction: it reads what it is given, and
// save() writes back what the router changed, with the events of its decisions.
class Board {
 public:
  // `works` are those of these agents and any that wait.
  Board(const std::vector<AgentRecord>& agents, std::vector<WorkRecord> works, Millis now,
        const Rules& rules);

  [[nodiscard]] Router& router() { return router_; }
  [[nodiscard]] const Router& router() const { return router_; }
  // Whether an agent has room for anything at all.
  [[nodiscard]] bool anybody_free() const;

  // Writes what differs from what was read: engagements, places in the line, availability, who is idle since
  // when. Throws Error{conflict, "routing.moved"} where something of it has changed since: begin anew.
  void save(db::Tx& tx, const std::vector<Decision>& decisions);

  // As the router left them.
  [[nodiscard]] std::vector<AgentRecord> agents() const;

 private:
  void save_works(db::Tx& tx, std::set<AccountId>& touched);
  void save_agents(db::Tx& tx, const std::set<AccountId>& touched, const std::set<AccountId>& missed);
  void publish(db::Tx& tx, const Decision& decision) const;

  Millis now_;
  std::map<AccountId, AgentRecord> agents_;
  std::map<WorkId, WorkRecord> works_;
  Router router_;
};

}  // namespace aproape::routing
