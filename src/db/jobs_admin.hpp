#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"

namespace aproape::db {

// A job as administrators see it. No payload: it may name a citizen's things.
struct JobRecord {
  JobId id;
  std::string kind;
  std::string state;  // "waiting", "running", "failed"
  int attempts = 0;   // made so far
  std::string error;  // key of the last failure, may be empty
  Millis run_at = 0;
  Millis created_at = 0;
  Millis changed_at = 0;
};

// Jobs in `state`, newest first, older than `before` (the empty id: from the newest), at most `limit`.
[[nodiscard]] std::vector<JobRecord> list_jobs(Tx& tx, std::string_view state, JobId before, int limit);
// Puts a failed job back at once, its attempts counted anew. False where there is no such failed job.
bool retry_job(Tx& tx, JobId id, Millis now);

// How a queue stands.
struct QueueState {
  std::int64_t waiting = 0;
  std::int64_t failed = 0;
  std::int64_t running = 0;
  Millis oldest = 0;  // age of the longest-waiting ready job
};
[[nodiscard]] QueueState queue_state(Tx& tx, std::string_view kind, Millis now);

}  // namespace aproape::db
