#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/cases/model.hpp"

// The maintained counts of cases (table case_tally): what a view shows beside its name without looking at the
// cases.
namespace aproape::cases::repository {

// A new case counts.
void count_new(db::Tx& tx, const Case& c);
// A case that counted as `before` counts as `after`.
void count_again(db::Tx& tx, const Case& before, const Case& after);

// Cases of one kind.
struct Tally {
  enum class Holder { nobody, reader, another };
  std::string status;
  bool answer_due = false;
  Holder holder = Holder::nobody;  // of open ones
  std::int64_t n = 0;
};
struct Tallies {
  std::vector<Tally> visible;  // to the reader
  std::vector<Tally> own;      // of units of his own, or shared with one
};
// Of one unit, or of all where `unit` is empty.
[[nodiscard]] Tallies tallies(db::Tx& tx, const access::Scope& scope, UnitId unit, Millis now);

// Makes one row of each kind where changes have left many. False where there was nothing to gain.
bool fold_tally(db::Tx& tx);

}  // namespace aproape::cases::repository
