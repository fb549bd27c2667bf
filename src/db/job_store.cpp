#include "db/job_store.hpp"

#include <algorithm>

#include "db/node_life.hpp"

namespace aproape::db {
namespace {

constexpr double kJitterShare = 0.2;

// Another job with the same key may have been queued meanwhile; it does the work of this one, which then
// ends.
void make_waiting(Tx& tx, std::string_view kind, JobId id, Millis run_at, Millis now,
                  std::string_view error) {
  const auto changed = tx.exec(
      "update job set state = 'waiting', holder = null, lease_until = null, run_at = $2, changed_at = $3, "
      "last_error = $4 where id = $1 and not exists (select 1 from job as twin where twin.kind = job.kind "
      "and "
      "twin.unique_key = job.unique_key and twin.state = 'waiting')",
      {id, run_at, now, error});
  if (changed == 0) tx.exec("delete from job where id = $1", {id});
  tx.wake(job_topic(kind));
}

void park(Tx& tx, JobId id, Millis now, std::string_view error) {
  tx.exec(
      "update job set state = 'failed', holder = null, lease_until = null, changed_at = $2, last_error = $3 "
      "where id = $1",
      {id, now, error});
}

}  // namespace

bool has_ready_job(Tx& tx, std::string_view kind, Millis now) {
  return tx
      .one("select 1 from job where kind = $1 and state = 'waiting' and run_at <= $2 limit 1", {kind, now})
      .has_value();
}

std::optional<Job> claim_job(Tx& tx, std::string_view kind, std::string_view holder, Millis now,
                             Millis lease) {
  const auto row = tx.one(
      {"update job set state = 'running', holder = $2, lease_until = $3, attempt = attempt + 1, changed_at = "
       "$4 "
       "where id = (select id from job where kind = $1 and state = 'waiting' and run_at <= $4 "
       "order by priority desc, run_at, id limit 1) returning id, payload, attempt",
       "update job set state = 'running', holder = $2, lease_until = $3, attempt = attempt + 1, changed_at = "
       "$4 "
       "where id = (select id from job where kind = $1 and state = 'waiting' and run_at <= $4 "
       "order by priority desc, run_at, id limit 1 for update skip locked) returning id, payload, attempt"},
      {kind, holder, now + lease, now});
  if (!row) return std::nullopt;
  return Job{row->id<JobId>(0), std::string(kind), row->text(1), static_cast<int>(row->i64(2))};
}

bool finish_job(Tx& tx, const Job& job, std::string_view holder) {
  return tx.exec("delete from job where id = $1 and state = 'running' and holder = $2 and attempt = $3",
                 {job.id, holder, job.attempt}) == 1;
}

void put_back_job(Tx& tx, const Job& job, std::string_view holder, Millis now, Millis delay,
                  const JobPolicy& policy, std::string_view error) {
  const bool ours =
      tx.one("select 1 from job where id = $1 and state = 'running' and holder = $2 and attempt = $3",
             {job.id, holder, job.attempt})
          .has_value();
  if (!ours) return;
  if (job.attempt >= policy.attempts) {
    park(tx, job.id, now, error);
  } else {
    make_waiting(tx, job.kind, job.id, now + delay, now, error);
  }
}

std::vector<LostJob> lost_jobs(Tx& tx, std::string_view kind, std::string_view node, Millis now) {
  std::vector<LostJob> lost;
  for (const Row& row : tx.query({"select id, attempt, lease_until, holder from job where kind = $1 and "
                                  "state = 'running'",
                                  "select id, attempt, lease_until, holder from job where kind = $1 and "
                                  "state = 'running' for update skip locked"},
                                 {kind})) {
    if (row.i64(2) <= now || is_dead(tx, row.text(3), node, now))
      lost.push_back({row.id<JobId>(0), static_cast<int>(row.i64(1))});
  }
  return lost;
}

int release_lost_jobs(Tx& tx, std::string_view kind, std::string_view node, Millis now,
                      const JobPolicy& policy) {
  const std::vector<LostJob> lost = lost_jobs(tx, kind, node, now);
  for (const LostJob& job : lost) {
    if (job.attempt >= policy.attempts) {
      park(tx, job.id, now, "job.lost");
    } else {
      make_waiting(tx, kind, job.id, now, now, "job.lost");
    }
  }
  return static_cast<int>(lost.size());
}

void release_held_jobs(Tx& tx, std::string_view kind, std::string_view holder, Millis now) {
  for (const Row& row :
       tx.query("select id from job where kind = $1 and state = 'running' and holder = $2", {kind, holder}))
    make_waiting(tx, kind, row.id<JobId>(0), now, now, "job.lost");
}

Millis delay_after(const JobPolicy& policy, int attempt, double jitter) {
  Millis delay = policy.first_delay;
  for (int n = 1; n < attempt && delay < policy.longest_delay; ++n) delay *= 2;
  delay = std::min(delay, policy.longest_delay);
  return delay + static_cast<Millis>(static_cast<double>(delay) * kJitterShare * jitter);
}

}  // namespace aproape::db
