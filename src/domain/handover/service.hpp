#pragma once

#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/cases/service.hpp"
#include "domain/collaboration/service.hpp"
#include "domain/deadlines/service.hpp"
#include "domain/handover/model.hpp"
#include "domain/network/service.hpp"

namespace aproape::handover {

// Cases that units hand to each other and ask whether they take them. Each step is a line of the case's
// history, an event, and a notice. Throws Error{not_found, "handover.not_found"} for one whose case is not
// visible. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, network::Service& network, cases::Service& cases,
          deadlines::Service& deadlines, collaboration::Service& collaboration)
      : database_(database),
        network_(network),
        cases_(cases),
        deadlines_(deadlines),
        collaboration_(collaboration) {}

  // Whether the eyes decide for a unit: by a grant there, or as staff of the whole network for what is no
  // mission. A mission answers for itself.
  [[nodiscard]] bool acts_for(const access::Scope& scope, UnitId unit) const;

  // Asks a unit to take the case. Wants case.write in the case's own unit: who sees it by a grant passes it
  // to nobody. Throws Error{invalid, "handover.invalid"} with fields, {conflict, "handover.pending" |
  // "case.closed"}.
  Handover ask(db::Tx& tx, const access::Scope& scope, CaseId id, UnitId to, std::string_view reason);
  // The receiver takes it: the case moves, held by nobody, or by who accepts where `take`. Wants case.write
  // in the receiving unit. Throws Error{conflict, "handover.ended"}.
  Handover accept(db::Tx& tx, const access::Scope& scope, HandoverId id, bool take);
  // The receiver gives it back and says why (also as a note of the case).
  Handover give_back(db::Tx& tx, const access::Scope& scope, HandoverId id, std::string_view reason);
  // The giver no longer asks.
  Handover withdraw(db::Tx& tx, const access::Scope& scope, HandoverId id);

  [[nodiscard]] std::vector<Handover> of_case(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // Pending ones of visible cases, due soonest first: handed to units where the eyes act (`incoming`),
  // or by such.
  [[nodiscard]] std::vector<Handover> pending(db::Tx& tx, const access::Scope& scope, bool incoming) const;
  // The term of acceptance with the periods that it counts.
  [[nodiscard]] deadlines::Explained explain(const Handover& handover) const;

  // Tells at 80 and 100 % of the term, as events "handover.warned" and notices to both sides, and ends those
  // whose case went elsewhere meanwhile. Gives how many it touched; at most `limit` are looked at.
  int remind(db::Tx& tx, int limit);

 private:
  [[nodiscard]] Handover for_decision(db::Tx& tx, const access::Scope& scope, HandoverId id,
                                      bool receiver) const;
  Handover decide(db::Tx& tx, const access::Scope& scope, Handover handover, std::string_view state,
                  std::string_view answer);

  db::Database& database_;
  network::Service& network_;
  cases::Service& cases_;
  deadlines::Service& deadlines_;
  collaboration::Service& collaboration_;
};

}  // namespace aproape::handover
