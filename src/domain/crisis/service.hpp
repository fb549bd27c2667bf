#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"
#include "domain/cases/service.hpp"
#include "domain/classification/service.hpp"
#include "domain/crisis/match.hpp"
#include "domain/crisis/model.hpp"
#include "domain/network/service.hpp"

namespace aproape::crisis {

// Declared emergencies. Everybody at work sees them; whoever declares or ends one holds crisis.write, which
// the routes ask for. Each change is an event "network.crisis_changed", which reaches every screen.
// Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, audit::Service& audit, network::Service& network, cases::Service& cases,
          classification::Service& classification)
      : database_(database),
        audit_(audit),
        network_(network),
        cases_(cases),
        classification_(classification) {}

  // Newest first.
  [[nodiscard]] std::vector<Crisis> all(db::Tx& tx) const;
  [[nodiscard]] std::vector<Crisis> live(db::Tx& tx) const;
  // Throws Error{not_found, "crisis.not_found"}.
  [[nodiscard]] Crisis get(db::Tx& tx, CrisisId id) const;
  // Adds (empty id) or changes. Open cases that it holds from its beginning on are tagged at once, the newest
  // 2,000. Throws Error{invalid, "crisis.invalid"} with fields, {stale}, {conflict, "crisis.ended"}.
  Crisis save(db::Tx& tx, const access::Scope& scope, const Crisis& crisis);
  Crisis end(db::Tx& tx, const access::Scope& scope, CrisisId id);

  // --- cases; these throw Error{not_found, "case.not_found"} ---
  [[nodiscard]] std::vector<Crisis> of_case(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // By hand; wants case.write in the case's unit.
  void tag(db::Tx& tx, const access::Scope& scope, CaseId id, CrisisId crisis);
  void untag(db::Tx& tx, const access::Scope& scope, CaseId id, CrisisId crisis);
  // Visible ones, newest first, before `before`; looks at most at `limit` tagged cases.
  [[nodiscard]] std::vector<cases::Case> cases(db::Tx& tx, const access::Scope& scope, CrisisId crisis,
                                               CaseId before, int limit) const;

  // What an acknowledgement says above its own text: the announcement of the live crises that hold the case.
  // Empty: none.
  [[nodiscard]] std::string announcement_for(db::Tx& tx, const cases::Case& c,
                                             std::string_view language) const;

  // --- the program's own work (tagging.cpp) ---
  [[nodiscard]] bool anything_to_tag(db::Tx& tx) const;
  // Tags the cases of the feed since the last call. One caller at a time.
  int tag_new(db::Tx& tx, int limit);
  // Ends those whose time is over, so that every screen takes the banner down. Gives how many.
  int end_due(db::Tx& tx);

 private:
  [[nodiscard]] Facts facts_of(db::Tx& tx, const cases::Case& c) const;
  void changed(db::Tx& tx, const access::Scope& scope, std::string_view action, const Crisis& crisis);
  void tag_matching(db::Tx& tx, const Crisis& crisis, const cases::Case& c);

  db::Database& database_;
  audit::Service& audit_;
  network::Service& network_;
  cases::Service& cases_;
  classification::Service& classification_;
};

}  // namespace aproape::crisis
