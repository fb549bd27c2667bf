#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/jobs.hpp"

namespace aproape::db {

// The rows of table job: what JobRunner does, apart from its threads. `now` is the caller's clock.

// Takes the most urgent ready job of `kind` until now + lease. No two callers get the same.
[[nodiscard]] std::optional<Job> claim_job(Tx& tx, std::string_view kind, std::string_view holder, Millis now,
                                           Millis lease);
[[nodiscard]] bool has_ready_job(Tx& tx, std::string_view kind, Millis now);
// Removes a job that its handler finished. False where the lease had been lost to another holder.
bool finish_job(Tx& tx, const Job& job, std::string_view holder);
// After a failure: back among the waiting after `delay`, or parked as failed where the attempts are used up.
// `error` is a key, never a text with personal data.
void put_back_job(Tx& tx, const Job& job, std::string_view holder, Millis now, Millis delay,
                  const JobPolicy& policy, std::string_view error);
// Jobs of `kind` whose lease ran out or whose node is dead in the eyes of `node`.
struct LostJob {
  JobId id;
  int attempt = 0;
};
[[nodiscard]] std::vector<LostJob> lost_jobs(Tx& tx, std::string_view kind, std::string_view node,
                                             Millis now);
// Puts them back. Gives how many.
int release_lost_jobs(Tx& tx, std::string_view kind, std::string_view node, Millis now,
                      const JobPolicy& policy);
// Puts back what `holder`, which is idle, is said to work on: a claim whose commit was answered by a broken
// connection.
void release_held_jobs(Tx& tx, std::string_view kind, std::string_view holder, Millis now);
// The pause after the failed attempt number `attempt` (1, 2, …): doubled each time, at most longest_delay,
// plus `jitter` (0 to 1) of a fifth of it.
[[nodiscard]] Millis delay_after(const JobPolicy& policy, int attempt, double jitter);

}  // namespace aproape::db
