#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/id.hpp"
#include "db/database.hpp"

namespace aproape::db {

// A job as its worker sees it.
struct Job {
  JobId id;
  std::string kind;
  std::string payload;
  int attempt = 1;  // 1 at the first try
};

// How jobs of one kind are worked on.
struct JobPolicy {
  int workers = 1;               // threads
  Millis lease = 60 * kSecond;   // after this, another worker may take the job of a holder that hangs
  int attempts = 20;             // then the job is parked as failed, visible to administrators
  Millis first_delay = kSecond;  // doubled at each failure, with up to 20 % jitter
  Millis longest_delay = 15 * kMinute;
};

// Runs durable jobs. A handler that returns ends the job (its own effects should be idempotent: a job can run
// again after a crash); one that throws puts the job back with a growing delay.
class JobRunner {
 public:
  using Handler = std::function<void(const Job&)>;
  // `node` names this process among all that share the database; two starts never have the same name.
  explicit JobRunner(Database& database, std::string node = std::to_string(next_id()));
  ~JobRunner();  // stops
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  // Before start().
  void handle(std::string kind, JobPolicy policy, Handler handler);
  void start();
  // Lets running handlers end (at most `limit` milliseconds), takes no new ones. Idempotent.
  void stop(Millis limit = 10 * kSecond);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::db
