#include "db/jobs.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "db/job_store.hpp"
#include "db/jobs_admin.hpp"
#include "db/node_life.hpp"
#include "db/wake_signal.hpp"

namespace aproape::db {
namespace {

constexpr Millis kPoll = 250;       // finds what another process queued, and delays that ran out
constexpr Millis kRetry = kSecond;  // after a database error
constexpr Millis kHousekeeping = kNodeLife / 3;

// What may be kept of an exception: its key. Its text could quote what the job was about.
std::string key_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return error.key();
  } catch (...) {
    return "internal";
  }
}

double jitter() {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

}  // namespace

struct JobRunner::State {
  struct Kind {
    std::string name;
    JobPolicy policy;
    Handler handler;
  };
  struct Worker {
    const Kind* kind;
    std::string holder;
    // Looks for a job or sleeps, and nobody has woken it since: one waker takes it for one job.
    std::atomic<bool> free = false;
    bool unsure = false;  // whether it may hold a job that it does not know of, after a database error
    WakeSignal signal = {};
    std::thread thread = {};
  };

  State(Database& db, std::string name) : database(db), node(std::move(name)) {}

  Database& database;
  std::string node;
  std::vector<std::unique_ptr<Kind>> kinds;
  std::vector<std::unique_ptr<Worker>> workers;
  WakeSignal keeper_signal;
  std::thread keeper;
  std::vector<Database::Subscription> subscriptions;
  std::mutex guard;
  std::condition_variable ended;
  int running = 0;  // worker threads that have not ended; guarded by guard

  // One worker for one job; where all are at work, each looks for the next one as it ends.
  void wake_one(const Kind& kind) {
    for (const auto& worker : workers) {
      if (worker->kind != &kind || !worker->free.exchange(false)) continue;
      worker->signal.wake();
      return;
    }
  }

  void work(Worker& worker) {
    Millis pause = 0;
    while (pause == 0 ? !worker.signal.stopped() : worker.signal.wait(pause)) {
      try {
        if (worker.unsure) release_held(worker);
        worker.unsure = true;
        worker.free = true;
        auto job = claim(worker);
        if (job) worker.free = false;
        worker.unsure = false;
        pause = job ? 0 : kPoll;
        while (job) job = run(worker, *job);
      } catch (const std::exception& error) {
        log::warning("job.store_failed", {{"kind", worker.kind->name}, {"error", error.what()}});
        pause = kRetry;
      }
    }
    const std::lock_guard lock(guard);
    --running;
    ended.notify_all();
  }

  void release_held(const Worker& worker) {
    database.write(
        [&](Tx& tx) { release_held_jobs(tx, worker.kind->name, worker.holder, database.clock().now()); });
  }

  // Records how a job ended and, unless told to stop, takes the next one in the same transaction: one flush
  // less for each. A database that is away for a while must not leave the job to its lease.
  std::optional<Job> record(Worker& worker, const std::function<void(Tx&)>& end) {
    for (bool again = false;; again = true) {
      try {
        return database.write([&](Tx& tx) -> std::optional<Job> {
          end(tx);
          const Millis now = database.clock().now();
          // The earlier try may have been committed all the same, and have taken a job that nobody knows of.
          if (again) release_held_jobs(tx, worker.kind->name, worker.holder, now);
          if (worker.signal.stopped()) return std::nullopt;
          return claim_job(tx, worker.kind->name, worker.holder, now, worker.kind->policy.lease);
        });
      } catch (const Error& error) {
        log::warning("job.store_failed", {{"kind", worker.kind->name}, {"error", error.key()}});
        worker.unsure = error.kind() != ErrorKind::unavailable;
        if (worker.unsure || !worker.signal.wait(kRetry)) return std::nullopt;
      }
    }
  }

  std::optional<Job> claim(const Worker& worker) {
    const Millis now = database.clock().now();
    const std::string& kind = worker.kind->name;
    if (!database.read([&](Tx& tx) { return has_ready_job(tx, kind, now); })) return std::nullopt;
    return database.write(
        [&](Tx& tx) { return claim_job(tx, kind, worker.holder, now, worker.kind->policy.lease); });
  }

  // Gives the next job, taken as this one ended.
  std::optional<Job> run(Worker& worker, const Job& job) {
    const Kind& kind = *worker.kind;
    const Millis began = database.clock().monotonic();
    std::exception_ptr failure;
    try {
      kind.handler(job);
    } catch (...) {
      failure = std::current_exception();
    }
    const auto seconds =
        static_cast<double>(database.clock().monotonic() - began) / static_cast<double>(kSecond);
    metrics::observe("aproape_job_seconds", seconds, {{"kind", kind.name}});
    if (!failure) {
      metrics::count("aproape_jobs_done_total", {{"kind", kind.name}});
      return record(worker, [&](Tx& tx) { finish_job(tx, job, worker.holder); });
    }
    const std::string key = key_of(failure);
    metrics::count("aproape_jobs_failed_total", {{"kind", kind.name}});
    log::warning("job.failed",
                 {{"kind", kind.name}, {"job", job.id.value}, {"attempt", job.attempt}, {"error", key}});
    const Millis delay = delay_after(kind.policy, job.attempt, jitter());
    return record(worker, [&](Tx& tx) {
      put_back_job(tx, job, worker.holder, database.clock().now(), delay, kind.policy, key);
    });
  }

  // Tells that this node lives, takes back what lost holders left, and measures the queues.
  void keep() {
    do {
      try {
        const Millis now = database.clock().now();
        database.write([&](Tx& tx) { say_alive(tx, node, now); });
        for (const auto& kind : kinds) {
          const QueueState state = database.read([&](Tx& tx) { return queue_state(tx, kind->name, now); });
          metrics::set("aproape_jobs_waiting", static_cast<double>(state.waiting), {{"kind", kind->name}});
          metrics::set("aproape_jobs_oldest_seconds",
                       static_cast<double>(state.oldest) / static_cast<double>(kSecond),
                       {{"kind", kind->name}});
          metrics::set("aproape_jobs_parked", static_cast<double>(state.failed), {{"kind", kind->name}});
          if (state.running == 0) continue;
          const int released = database.write(
              [&](Tx& tx) { return release_lost_jobs(tx, kind->name, node, now, kind->policy); });
          if (released > 0) log::warning("job.lease_lost", {{"kind", kind->name}, {"count", released}});
        }
      } catch (const std::exception& error) {
        log::warning("job.store_failed", {{"error", error.what()}});
      }
    } while (keeper_signal.wait(kHousekeeping));
  }
};

JobRunner::JobRunner(Database& database, std::string node)
    : state_(std::make_unique<State>(database, std::move(node))) {}

JobRunner::~JobRunner() {
  stop();
}

void JobRunner::handle(std::string kind, JobPolicy policy, Handler handler) {
  state_->kinds.push_back(
      std::make_unique<State::Kind>(State::Kind{std::move(kind), policy, std::move(handler)}));
}

void JobRunner::start() {
  state_->database.write([this](Tx& tx) { say_alive(tx, state_->node, state_->database.clock().now()); });
  for (const auto& kind : state_->kinds) {
    for (int n = 0; n < kind->policy.workers; ++n) {
      auto worker = std::make_unique<State::Worker>();
      worker->kind = kind.get();
      worker->holder = state_->node + "/" + std::to_string(n);
      state_->workers.push_back(std::move(worker));
    }
  }
  for (const auto& kind : state_->kinds)
    state_->subscriptions.push_back(state_->database.on_commit(
        job_topic(kind->name), [state = state_.get(), one = kind.get()] { state->wake_one(*one); }));
  state_->running = static_cast<int>(state_->workers.size());
  for (const auto& worker : state_->workers) {
    worker->thread = std::thread([state = state_.get(), one = worker.get()] { state->work(*one); });
  }
  state_->keeper = std::thread([state = state_.get()] { state->keep(); });
}

void JobRunner::stop(Millis limit) {
  state_->subscriptions.clear();
  state_->keeper_signal.stop();
  for (const auto& worker : state_->workers) worker->signal.stop();
  {
    std::unique_lock lock(state_->guard);
    const bool all =
        state_->ended.wait_for(lock, std::chrono::milliseconds(limit), [&] { return state_->running == 0; });
    // A handler that does not end is waited for all the same (its memory is ours); the supervisor's kill ends
    // it.
    if (!all) log::warning("job.stop_slow", {{"running", state_->running}});
  }
  for (const auto& worker : state_->workers) {
    if (worker->thread.joinable()) worker->thread.join();
  }
  if (!state_->keeper.joinable()) return;
  state_->keeper.join();
  try {
    state_->database.write([this](Tx& tx) { say_ended(tx, state_->node, state_->database.clock().now()); });
  } catch (const Error& error) {
    log::warning("job.store_failed", {{"error", error.key()}});
  }
}

}  // namespace aproape::db
