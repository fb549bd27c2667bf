#include "db/postgres/postgres_database.hpp"

#include <chrono>
#include <mutex>
#include <random>
#include <thread>

#include "base/id.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "db/commit_listeners.hpp"
#include "db/nesting.hpp"
#include "db/pool.hpp"
#include "db/postgres/notify_listener.hpp"
#include "db/postgres/postgres_tx.hpp"

namespace aproape::db::postgres {
namespace {

constexpr int kTries = 4;  // one and three repeats
constexpr int kLongestPause = 40;

// Competing transactions that failed together must not meet again.
void pause_before_retry(int attempt) {
  thread_local std::minstd_rand engine{std::random_device{}()};
  const int millis = std::uniform_int_distribution<int>(1, kLongestPause * attempt)(engine);
  std::this_thread::sleep_for(std::chrono::milliseconds(millis));
}

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(const Options& options)
      : url_(options.url),
        clock_(*options.clock),
        instance_(std::to_string(next_id())),
        pool_(options.readers, [url = options.url] { return std::make_unique<Connection>(url); }) {
    const auto probe = pool_.lend();  // throws where the server cannot be reached
  }

  [[nodiscard]] Subscription on_commit(std::string topic, std::function<void()> listener) override {
    const std::lock_guard lock(guard_);
    if (!notifications_) {
      notifications_ = std::make_unique<NotifyListener>(url_, instance_, [this](const Topics* woken) {
        if (woken != nullptr)
          listeners_.call(*woken);
        else
          listeners_.call_all();
      });
    }
    return listeners_.add(std::move(topic), std::move(listener));
  }
  [[nodiscard]] Backend backend() const override { return Backend::postgres; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }

 protected:
  void run_read(const Work& work) override {
    const NestingGuard nesting;
    auto loan = pool_.lend();
    begin(loan, "begin isolation level repeatable read read only");
    PostgresTx tx(loan.connection(), clock_);
    try {
      work(tx);
    } catch (...) {
      roll_back(loan);
      throw;
    }
    roll_back(loan);
  }

  void run_write(const Work& work) override {
    const NestingGuard nesting;
    for (int attempt = 1;; ++attempt) {
      try {
        write_once(work);
        return;
      } catch (const ServerError& error) {
        if (!error.may_retry() || attempt >= kTries) throw;
      }
      metrics::count("aproape_db_retries_total");
      pause_before_retry(attempt);
    }
  }

 private:
  using Loan = Pool<Connection>::Loan;

  // A connection that waited in the pool may be dead since the server restarted; nothing has been done on it
  // yet, so a fresh one takes its place.
  static void begin(Loan& loan, const char* text) {
    try {
      loan.connection().script(text);
    } catch (const Error&) {
      loan.replace();
      loan.connection().script(text);
    }
  }

  static void roll_back(Loan& loan) noexcept {
    try {
      if (loan.connection().alive()) loan.connection().script("rollback");
    } catch (const Error&) {
    }
    if (!loan.connection().alive()) loan.discard();
  }

  // Read committed: rows that are changed are locked, so two transactions that draw from one counter wait for
  // one another instead of failing.
  void write_once(const Work& work) {
    auto loan = pool_.lend();
    begin(loan, "begin isolation level read committed");
    PostgresTx tx(loan.connection(), clock_);
    try {
      work(tx);
      tx.check_not_failed();
      if (!tx.woken().empty())
        loan.connection().query("select pg_notify('aproape', $1)", {notification(instance_, tx.woken())});
      if (loan.connection().script("commit") != "COMMIT") {
        throw Error(ErrorKind::internal, "internal", "the server rolled back instead of committing");
      }
    } catch (const ServerError& error) {
      roll_back(loan);
      if (error.read_only()) loan.discard();
      throw;
    } catch (...) {
      roll_back(loan);
      throw;
    }
    tx.run_actions();
    listeners_.call(tx.woken());
  }

  std::string url_;
  const Clock& clock_;
  std::string instance_;
  CommitListeners listeners_;
  Pool<Connection> pool_;
  std::mutex guard_;
  std::unique_ptr<NotifyListener> notifications_;  // made at the first subscription; guarded by guard_
};

}  // namespace

std::unique_ptr<Database> open(const Options& options) {
  return std::make_unique<PostgresDatabase>(options);
}

}  // namespace aproape::db::postgres
