#include "db/jobs_admin.hpp"

#include <algorithm>
#include <limits>

namespace aproape::db {

std::vector<JobRecord> list_jobs(Tx& tx, std::string_view state, JobId before, int limit) {
  const std::int64_t below = before.empty() ? std::numeric_limits<std::int64_t>::max() : before.value;
  std::vector<JobRecord> jobs;
  for (const Row& row :
       tx.query("select id, kind, state, attempt, last_error, run_at, created_at, changed_at from job "
                "where state = $1 and id < $2 order by id desc limit $3",
                {state, below, limit})) {
    jobs.push_back({row.id<JobId>(0), row.text(1), row.text(2), static_cast<int>(row.i64(3)),
                    row.text_or(4, ""), row.i64(5), row.i64(6), row.i64(7)});
  }
  return jobs;
}

bool retry_job(Tx& tx, JobId id, Millis now) {
  const auto changed = tx.one(
      "update job set state = 'waiting', attempt = 0, run_at = $2, changed_at = $2 where id = $1 and "
      "state = 'failed' and not exists (select 1 from job as twin where twin.kind = job.kind and "
      "twin.unique_key = job.unique_key and twin.state = 'waiting') returning kind",
      {id, now});
  if (changed) tx.wake(job_topic(changed->text(0)));
  return changed.has_value();
}

QueueState queue_state(Tx& tx, std::string_view kind, Millis now) {
  const auto row = tx.one(
      "select count(*) filter (where state = 'waiting'), count(*) filter (where state = 'failed'), "
      "count(*) filter (where state = 'running'), "
      "min(run_at) filter (where state = 'waiting' and run_at <= $2) from job where kind = $1",
      {kind, now});
  const Millis oldest = row->null(3) ? 0 : std::max<Millis>(now - row->i64(3), 0);
  return {row->i64(0), row->i64(1), row->i64(2), oldest};
}

}  // namespace aproape::db
