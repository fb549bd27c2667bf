#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/network/service.hpp"
#include "domain/reports/figures.hpp"
#include "domain/reports/model.hpp"
#include "domain/reports/projection.hpp"

namespace aproape::reports {

// Of which units, which days, which channel a figure is asked.
struct Question {
  std::vector<UnitId> units;  // from Service::units(); kNetwork alone: all
  Day from = 0;
  Day to = 0;
  std::string channel;         // empty: all
  collaboration::TeamId team;  // empty: whoever has the case
};

// The same question of as many days just before.
[[nodiscard]] Question earlier(const Question& question);

// Reads figures from the counters: the cost depends on days and units, not on how much happened. Whoever asks
// sees units where he has "report.read", and nothing of others. Thread-safe: it keeps no state.
class Service {
 public:
  explicit Service(Sources sources);

  [[nodiscard]] const Projection& projection() const { return projection_; }

  // All teams, closed ones too.
  [[nodiscard]] std::vector<collaboration::Team> teams(db::Tx& tx) const;

  // How many cases contribute to the counters.
  [[nodiscard]] std::int64_t counted_cases(db::Tx& tx) const;

  // The units that the reader may count of those under `unit` (empty: all) in `country` (empty: all). Throws
  // Error{not_found, "unit.unknown"} where there are none.
  [[nodiscard]] static std::vector<UnitId> units(const access::Scope& scope,
                                                 const network::Directory& directory, UnitId unit,
                                                 std::string_view country);

  // What the figures need, by default all.
  [[nodiscard]] Tally tally(db::Tx& tx, const Question& question,
                            const std::vector<Definition>& figures = definitions()) const;
  // One figure split by a dimension (is_dimension()), by the members' names. Throws Error{invalid} for
  // another.
  [[nodiscard]] std::vector<std::pair<std::string, Tally>> split(db::Tx& tx, const Question& question,
                                                                 const Definition& definition,
                                                                 std::string_view by) const;
  struct Point {
    Day day = 0;
    std::string channel;
    Count count;
  };
  // One figure by day and channel; days without anything are missing.
  [[nodiscard]] std::vector<Point> series(db::Tx& tx, const Question& question,
                                          const Definition& definition) const;

  // How many open cases were opened less than 1, 3, 7, 14, 30 days ago, and longer.
  static constexpr std::array<int, 5> kAges = {1, 3, 7, 14, 30};
  using Ages = std::array<std::int64_t, kAges.size() + 1>;
  [[nodiscard]] Ages ages(db::Tx& tx, const Question& question) const;

  struct Part {
    bool numerator = true;  // the hits of a share; false: all that its denominator counts
    std::string by;         // with `member`: one part of a split
    std::string member;
  };
  // The cases that a figure counts, newest first, of those below `before` (empty: all). Their sums of n (hits
  // for the numerator of a share) are the figure.
  [[nodiscard]] std::vector<CountedCase> cases(db::Tx& tx, const Question& question,
                                               const Definition& definition, const Part& part, CaseId before,
                                               int limit) const;

 private:
  db::Database& database_;
  collaboration::Service& collaboration_;
  Projection projection_;
};

}  // namespace aproape::reports
