#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/time.hpp"
#include "db/value.hpp"

namespace aproape::db {

enum class Backend { sqlite, postgres };

// The text of a statement. Only a literal can become one, so a statement can never be put together from
// input. The portable subset is described in README.md; parameters are $1 to $n.
class Sql {
 public:
  consteval Sql(const char* text) : portable_(text), postgres_(nullptr) {}
  // Where the two databases have no common form (search, locking of a job row): one literal each.
  consteval Sql(const char* sqlite, const char* postgres) : portable_(sqlite), postgres_(postgres) {}

  [[nodiscard]] const char* text(Backend backend) const {
    return backend == Backend::postgres && postgres_ != nullptr ? postgres_ : portable_;
  }

 private:
  const char* portable_;
  const char* postgres_;
};

// A fact that subscribers learn of once the transaction has committed. Holds ids, names of changed fields and
// the new version; never personal data.
struct Event {
  std::string type;     // "case.created", "message.failed", …
  std::string subject;  // kind of the thing: "case", "intake", …
  std::int64_t subject_id = 0;
  std::int64_t unit_id = 0;   // whose work it is; 0 = nobody's in particular
  std::int64_t actor_id = 0;  // account that did it; 0 = the system
  std::string data = "{}";    // JSON object: {"fields":["status"],"version":7,…}
};

// A durable piece of work for the worker of `kind`, see jobs.hpp.
struct NewJob {
  std::string kind;
  std::string payload = "{}";  // JSON
  std::string key = {};        // not empty: at most one waiting job of this kind with this key
  Millis run_at = 0;           // 0 = at once
  int priority = 0;            // higher first
};

inline constexpr std::string_view kEventTopic = "event";
// What NewJob wakes.
[[nodiscard]] inline std::string job_topic(std::string_view kind) {
  return "job:" + std::string(kind);
}

// A transaction, the only thing that repositories receive. Lives inside Database::read or ::write; used by
// one thread.
class Tx {
 public:
  virtual ~Tx() = default;

  virtual Rows query(Sql sql, std::initializer_list<Param> params = {}) = 0;
  // The first row, if there is one.
  std::optional<Row> one(Sql sql, std::initializer_list<Param> params = {});
  // Number of rows changed. Throws Error{conflict, "db.unique"} where a unique index refuses.
  virtual std::int64_t exec(Sql sql, std::initializer_list<Param> params = {}) = 0;

  // Writes the event in this transaction; the sequencer numbers it after commit.
  virtual void publish(const Event& event) = 0;
  // Writes a job in this transaction; its worker is woken after commit.
  virtual void enqueue(const NewJob& job) = 0;
  // The next value of a gapless counter ("case/2026"), starting with 1. Taken back with the transaction.
  virtual std::int64_t next_number(std::string_view counter) = 0;
  // Runs after a successful commit, on the committing thread; must not throw and must be short.
  virtual void after_commit(std::function<void()> action) = 0;
  // Has the listeners of Database::on_commit for `topic` called after the commit. publish() wakes
  // kEventTopic, enqueue() the topic of the job's kind. A topic is one word.
  virtual void wake(std::string_view topic) = 0;

  [[nodiscard]] virtual Backend backend() const = 0;
};

struct Options {
  std::string url;  // "sqlite:PATH" or "postgresql://…"
  int readers = 4;  // read connections (SQLite) or pool size (PostgreSQL)
  const Clock* clock = &Clock::system();
  // Called where a flush to disk failed (SQLite): what the disk holds is then unknown, so nothing may go on.
  // Empty: the process ends at once with exit code 6, and its supervisor starts it afresh.
  std::function<void()> on_flush_failure = {};
};

// A database. Thread-safe. Throws Error{unavailable, "db.unavailable"} where it cannot be reached.
class Database {
 public:
  static std::unique_ptr<Database> open(const Options& options);
  virtual ~Database() = default;

  // Runs `work` (Tx& -> T) in a read-only snapshot.
  template <class F>
  auto read(F&& work) -> std::invoke_result_t<F&, Tx&> {
    return run<std::invoke_result_t<F&, Tx&>>(work, [this](const Work& w) { run_read(w); });
  }
  // Runs `work` in a transaction and returns once it is durable. `work` may run more than once (a
  // serialisation failure), so it changes nothing but the database. An exception rolls back and passes on.
  template <class F>
  auto write(F&& work) -> std::invoke_result_t<F&, Tx&> {
    return run<std::invoke_result_t<F&, Tx&>>(work, [this](const Work& w) { run_write(w); });
  }

  // Calls `listener` after commits that woke `topic`, once for each time that it was woken, in this process
  // or (PostgreSQL) in another. A hint: it may come late, twice or not at all. Returned handle unsubscribes
  // when destroyed.
  using Subscription = std::shared_ptr<void>;
  [[nodiscard]] virtual Subscription on_commit(std::string topic, std::function<void()> listener) = 0;

  [[nodiscard]] virtual Backend backend() const = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;

 protected:
  using Work = std::function<void(Tx&)>;
  virtual void run_read(const Work& work) = 0;
  virtual void run_write(const Work& work) = 0;

 private:
  template <class R, class F, class Runner>
  R run(F& work, Runner runner) {
    if constexpr (std::is_void_v<R>) {
      runner([&](Tx& tx) { work(tx); });
    } else {
      std::optional<R> result;
      runner([&](Tx& tx) { result.emplace(work(tx)); });
      return std::move(*result);
    }
  }
};

}  // namespace aproape::db
