#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/automation/rule.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/messages/service.hpp"
#include "domain/network/service.hpp"

namespace aproape::automation {

// Work that is described as data. What the eyes may not see or do throws as the service that is asked does; a
// list of actions is done whole or not at all. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, access::Service& access, catalogue::Service& catalogue,
          network::Service& network, cases::Service& cases, messages::Service& messages);

  // --- macros (macros.cpp) ---
  // By name; those that are switched off too.
  [[nodiscard]] std::vector<Macro> macros(db::Tx& tx) const;
  // Throws Error{not_found, "macro.not_found"}.
  [[nodiscard]] Macro macro(db::Tx& tx, MacroId id) const;
  // Adds (empty id) or changes. Throws Error{invalid, "macro.invalid" | "action.invalid"}, {conflict,
  // "macro.exists"}, {stale}.
  Macro save_macro(db::Tx& tx, const access::Scope& scope, const Macro& what);

  // What the actions would change at the case: they are really done, in a transaction that is taken back. Not
  // inside a transaction.
  [[nodiscard]] std::vector<Effect> preview(const access::Scope& scope, CaseId id,
                                            const std::vector<Action>& actions) const;
  // Does the actions of a macro and writes it into the case's history. `version` as in cases::Service. Throws
  // Error{conflict, "macro.off"}.
  Run run(db::Tx& tx, const access::Scope& scope, MacroId macro, CaseId id, std::int64_t version);
  // Takes all of a run back in one step, at any time, once, by who may write the case; what somebody else
  // changed since then stays. Throws Error{not_found, "macro.not_found"}, {conflict, "macro.undone"}.
  cases::Case undo(db::Tx& tx, const access::Scope& scope, RunId id);

  // --- many cases at once (bulk.cpp) ---
  // The most cases that one piece of work takes.
  static constexpr std::size_t kMostCases = 1000;
  // What would become of each case, in their order. Not inside a transaction.
  [[nodiscard]] std::vector<BulkPlan> plan(const access::Scope& scope, const std::vector<CaseId>& cases,
                                           const BulkWork& work) const;
  // Writes down what is to be done and starts it: job "bulk.run" does it case by case, each in a transaction
  // that also says so: no case twice, none forgotten, whatever dies. Throws Error{invalid, "bulk.invalid"}.
  BulkRun start(db::Tx& tx, const access::Scope& scope, const std::vector<CaseId>& cases,
                const BulkWork& work);
  // Does waiting cases of a run, at most `limit`, each in a transaction of its own. `scope`: the eyes that
  // its starter has now: who lost a right since does nothing more with it. Gives whether some are left; then
  // the job is there.
  bool carry_on(const access::Scope& scope, RunId id, int limit);
  // Own ones, newest first; of all staff for who may "case.bulk" everywhere.
  [[nodiscard]] std::vector<BulkRun> bulk_runs(db::Tx& tx, const access::Scope& scope, int limit) const;
  // Throws Error{not_found, "bulk.not_found"}.
  [[nodiscard]] BulkRun bulk_run(db::Tx& tx, const access::Scope& scope, RunId id) const;
  [[nodiscard]] std::vector<BulkItem> bulk_items(db::Tx& tx, const access::Scope& scope, RunId id) const;
  // What waits is not done any more.
  BulkRun stop(db::Tx& tx, const access::Scope& scope, RunId id);
  // Stops it and takes back what was done: macros by their undo, answers while they have not left. What left
  // stays done. Not inside a transaction.
  BulkRun undo_bulk(const access::Scope& scope, RunId id);

  // --- rules (rules.cpp) ---
  // In their order.
  [[nodiscard]] std::vector<Rule> rules(db::Tx& tx) const;
  // Throws Error{not_found, "rule.absent"}.
  [[nodiscard]] Rule rule(db::Tx& tx, RuleId id) const;
  // Adds (empty id, at the end) or changes. Throws Error{invalid, "rule.invalid" | "action.invalid"},
  // {conflict, "rule.exists"}, {stale}.
  Rule save_rule(db::Tx& tx, const access::Scope& scope, const Rule& what);
  // The rule as a sentence ("ro" or English). Not inside a transaction.
  [[nodiscard]] std::string in_words(const Rule& rule, std::string_view language) const;
  // Asks all rules about a citizen's message, in their order: job "rules.run". Each acts on a message at most
  // once, and what it does is no message, so that no rule calls another. At most 500 times an hour a rule,
  // and 20 a day on one case. Each firing, and why one could not be done, stands in the case's history. Gives
  // how many acted.
  int react(ContactId id);
  // Which of the visible cases of the last `days` (1 to 30) it would have changed, and how: as they are now.
  // Changes nothing. Not inside a transaction.
  [[nodiscard]] RuleTrial try_rule(const access::Scope& scope, const Rule& rule, int days) const;

 private:
  [[nodiscard]] Facts facts(const cases::Case& c, const contacts::Contact& contact, bool first) const;
  // Does it for one case; gives the run or message that was made.
  std::int64_t do_one(db::Tx& tx, const access::Scope& scope, const BulkRun& run, CaseId id);
  // The answer to a case, with whom it goes to. Throws Error{conflict, "bulk.no_address" | …}.
  struct Letter {
    messages::Template text;
    contacts::Address to;
    messages::Service::Rendered rendered;
  };
  [[nodiscard]] Letter letter(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view code) const;
  // Does one action (apply.cpp).
  void apply(db::Tx& tx, const access::Scope& scope, CaseId id, const Action& action) const;
  // Whom a "holder" action means; the empty id: nobody. Throws Error{invalid} for a name that is nobody's,
  // and for somebody who may not work on cases there.
  [[nodiscard]] AccountId holder_of(db::Tx& tx, const access::Scope& scope, CaseId id,
                                    std::string_view named) const;
  // A text of an action, filled as a template of the case.
  [[nodiscard]] std::string filled(db::Tx& tx, const access::Scope& scope, CaseId id,
                                   std::string_view text) const;

  db::Database& database_;
  access::Service& access_;
  catalogue::Service& catalogue_;
  network::Service& network_;
  cases::Service& cases_;
  messages::Service& messages_;
};

}  // namespace aproape::automation
