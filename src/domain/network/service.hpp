#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/service.hpp"
#include "domain/network/directory.hpp"
#include "domain/network/model.hpp"

namespace aproape::network {

// The network of missions: units, hours, closures, holidays, competence. Reading goes to an immutable
// Directory in memory; changes are seen at once in this process and within a second in others. Thread-safe.
class Service {
 public:
  Service(db::Database& database, access::Service& access);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // The present network; keep it for one request, not longer. Not from inside a transaction.
  [[nodiscard]] std::shared_ptr<const Directory> directory();

  // Changes; each checks its fields (Error{invalid} with them), writes the audit and publishes
  // "network.changed". A unit without an id is added, one with an id changed (Error{stale} unless its version
  // fits). Whoever saves many passes spread = false and calls spread_tree() once after them.
  Unit save(db::Tx& tx, const audit::Actor& by, Unit unit, bool spread = true);
  // Brings the grants of subtrees in line with the tree.
  void spread_tree(db::Tx& tx);
  void set_hours(db::Tx& tx, const audit::Actor& by, UnitId unit, std::vector<Hours> hours);
  Closure add_closure(db::Tx& tx, const audit::Actor& by, Closure closure);
  void drop_closure(db::Tx& tx, const audit::Actor& by, UnitId unit, ClosureId closure);
  Competence save(db::Tx& tx, const audit::Actor& by, Competence competence);
  void drop(db::Tx& tx, const audit::Actor& by, CompetenceId competence);
  // Adds or renames; tells whether anything changed.
  bool save(db::Tx& tx, const Holiday& holiday);
  bool save(db::Tx& tx, const Country& country);

  // Rows as this transaction sees them; everything else asks the directory.
  [[nodiscard]] std::optional<Unit> find_unit(db::Tx& tx, UnitId id) const;
  [[nodiscard]] std::optional<Unit> find_unit(db::Tx& tx, std::string_view code) const;
  [[nodiscard]] std::vector<Competence> competences(db::Tx& tx, std::string_view country) const;
  [[nodiscard]] std::optional<Competence> competence(db::Tx& tx, CompetenceId id) const;

  [[nodiscard]] access::Service& access() const;
  [[nodiscard]] db::Database& database() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::network
