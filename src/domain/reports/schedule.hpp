#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"
#include "domain/reports/model.hpp"

namespace aproape::reports {

using ScheduleId = Id<struct ReportScheduleTag>;

// A report that is sent by e-mail again and again.
struct Schedule {
  ScheduleId id;
  AccountId account;  // whose eyes count: what he may not see is not in it
  std::string content =
      "morning";                 // "morning": the page of the day before; "period": the days since the last
  std::string format = "pdf";    // "pdf", "xlsx"
  std::string rhythm = "daily";  // "daily", "weekly" (Mondays), "monthly" (the first)
  int minute = 7 * 60;           // of the day in `zone`
  std::string zone = kZone;
  std::vector<std::string> recipients;
  std::string language = "ro";
  Millis next_at = 0;
};

// The next moment after `after` at which the schedule is due. Pure.
[[nodiscard]] Millis next_moment(const Schedule& schedule, Millis after);
// The days that a sending at `at` is about, both included. Pure.
struct Days {
  Day from = 0;
  Day to = 0;
};
[[nodiscard]] Days days_of(const Schedule& schedule, Millis at);

// Schedules and what is due of them. Whoever has "report.read" keeps his own. Thread-safe: keeps no state.
class Schedules {
 public:
  Schedules(db::Database& database, audit::Service& audit);

  // Throws Error{invalid} with fields: at most 20 recipients, 20 schedules an account, known words.
  Schedule add(db::Tx& tx, const access::Scope& scope, Schedule schedule) const;
  [[nodiscard]] std::vector<Schedule> list(db::Tx& tx, const access::Scope& scope) const;
  // Throws Error{not_found, "schedule.not_found"} for another's.
  void drop(db::Tx& tx, const access::Scope& scope, ScheduleId id) const;

  // Makes one job "report.send" for each recipient of what is due, and sets its next moment, in the caller's
  // transaction. A sending that was missed by more than a day is left out. Gives the number of jobs.
  int enqueue_due(db::Tx& tx, int limit) const;
  [[nodiscard]] std::optional<Schedule> find(db::Tx& tx, ScheduleId id) const;

 private:
  db::Database& database_;
  audit::Service& audit_;
};

}  // namespace aproape::reports
