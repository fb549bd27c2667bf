#pragma once

#include <cstdint>

#include "db/database.hpp"
#include "domain/cases/service.hpp"
#include "domain/classification/service.hpp"
#include "domain/collaboration/service.hpp"
#include "domain/deadlines/service.hpp"
#include "domain/knowledge/service.hpp"
#include "domain/messages/service.hpp"
#include "domain/network/service.hpp"
#include "domain/reports/case_facts.hpp"
#include "domain/reports/counters.hpp"
#include "domain/reports/quarantine.hpp"
#include "domain/routing/service.hpp"
#include "domain/satisfaction/service.hpp"

namespace aproape::reports {

// Where the facts of a case come from. The services outlive the projection.
struct Sources {
  db::Database& database;
  network::Service& network;
  deadlines::Service& deadlines;
  routing::Service& routing;
  classification::Service& classification;
  cases::Service& cases;
  messages::Service& messages;
  knowledge::Service& knowledge;
  collaboration::Service& collaboration;
  satisfaction::Service& satisfaction;
  const Quarantine& quarantine;
};

// Keeps facts and counters in line with the event feed. An event only says which case to look at: what the
// case contributes is computed from what it is now and set against what is stored, so an event that comes
// twice, late or after a rebuilding changes nothing. Facts, counters and the cursor move in one transaction,
// which holds the cursor's row: any number of processes may call at the same time. Thread-safe: it keeps no
// state.
class Projection {
 public:
  explicit Projection(Sources sources);

  // Whether step() would find anything to do: cheap, for a loop.
  [[nodiscard]] bool behind(db::Tx& tx) const;
  // Takes in the next events, or the next part of a rebuilding. Gives the number of cases looked at, at least
  // 1; 0 where nothing is left. Where events have been pruned that were not read yet, it begins a rebuilding.
  int step(db::Tx& tx) const;
  // Empties facts and counters; step() then fills them again from all cases. Figures are incomplete
  // meanwhile.
  void begin_rebuild(db::Tx& tx) const;

  struct State {
    bool complete = false;  // no rebuilding runs
    Millis as_of = 0;       // all that happened until then is counted
  };
  [[nodiscard]] State state(db::Tx& tx) const;

 private:
  int catch_up(db::Tx& tx) const;
  int rebuild(db::Tx& tx) const;
  // The case, and those whose persons count depending on it.
  // All add to `change` what the counters must change by.
  void refresh_with_neighbours(db::Tx& tx, CaseId id, Counts& change) const;
  void refresh(db::Tx& tx, CaseId id, std::vector<PersonId>* touched, Counts& change) const;
  void refresh_held(db::Tx& tx, std::int64_t id, Counts& change) const;
  [[nodiscard]] Material material(db::Tx& tx, cases::Case c) const;
  [[nodiscard]] std::vector<PersonId> counted_before(db::Tx& tx, const cases::Case& c,
                                                     const std::vector<cases::Role>& roles) const;

  Sources from_;
};

}  // namespace aproape::reports
