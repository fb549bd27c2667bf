#include "db/sqlite/group_writer.hpp"

#include <sqlite3.h>

#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "db/nesting.hpp"

namespace aproape::db::sqlite {
namespace {

constexpr std::size_t kBatch = 64;

std::exception_ptr error_of(int code, const char* detail) {
  try {
    throw_error(code, detail);
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace

struct GroupWriter::Item {
  const Work& work;
  std::optional<SqliteTx> tx = {};
  std::exception_ptr failure = {};  // of this work alone
  bool done = false;                // guarded by guard_
  std::condition_variable finished = {};
};

GroupWriter::GroupWriter(const std::string& path, const Clock& clock,
                         std::function<void(const Topics&)> woken, std::function<void()> flush_failed)
    : connection_(path, Connection::Mode::write),
      clock_(clock),
      woken_(std::move(woken)),
      flush_failed_(std::move(flush_failed)),
      thread_([this] { loop(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void GroupWriter::run(const Work& work) {
  const NestingGuard nesting;
  Item item{work};
  std::unique_lock lock(guard_);
  queue_.push_back(&item);
  arrived_.notify_one();
  item.finished.wait(lock, [&] { return item.done; });
  if (item.failure) std::rethrow_exception(item.failure);
}

void GroupWriter::loop() {
  const NestingGuard nesting;  // a work that opens a transaction would wait for itself
  std::unique_lock lock(guard_);
  while (true) {
    arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::vector<Item*> batch;
    while (!queue_.empty() && batch.size() < kBatch) {
      batch.push_back(queue_.front());
      queue_.pop_front();
    }
    lock.unlock();
    commit_batch(batch);
    lock.lock();
  }
}

void GroupWriter::commit_batch(const std::vector<Item*>& batch) {
  if (broken_) {
    fail_all(batch, SQLITE_IOERR_FSYNC, "an earlier flush failed");
    return;
  }
  if (const int code = connection_.control("begin immediate"); code != SQLITE_OK) {
    fail_all(batch, code, "begin");
    return;
  }
  for (Item* item : batch) {
    run_item(*item);
    if (!connection_.in_transaction()) {  // SQLite gave up the whole transaction; nobody's work is kept
      fail_all(batch, connection_.last_code(), "the shared transaction was given up");
      return;
    }
  }
  if (const int code = connection_.control("commit"); code != SQLITE_OK) {
    if (is_flush_failure(code)) {
      broken_ = true;
      log::error("db.flush_failed", {{"code", code}});
      flush_failed_();
    }
    connection_.control("rollback");
    fail_all(batch, code, "commit");
    return;
  }
  Topics woken;
  for (Item* item : batch) {
    if (item->failure) continue;
    woken.insert(woken.end(), item->tx->woken().begin(), item->tx->woken().end());
    item->tx->run_actions();
  }
  // Before the callers go on, as on PostgreSQL: who wrote may ask at once what his commit woke.
  if (!woken.empty()) woken_(woken);
  finish(batch);
}

void GroupWriter::run_item(Item& item) {
  item.tx.emplace(connection_, clock_);
  try {
    connection_.script("savepoint work");
    item.work(*item.tx);
    item.tx->check_not_failed();
    connection_.script("release work");
  } catch (...) {
    item.failure = std::current_exception();
    if (connection_.in_transaction()) connection_.control("rollback to work; release work");
  }
}

void GroupWriter::fail_all(const std::vector<Item*>& batch, int code, const char* step) {
  // An exception object each: the callers handle theirs on their own threads.
  for (Item* item : batch) item->failure = error_of(code, step);
  finish(batch);
}

void GroupWriter::finish(const std::vector<Item*>& batch) {
  const std::lock_guard lock(guard_);
  for (Item* item : batch) {
    item->done = true;
    item->finished
        .notify_one();  // under the lock: the waiting caller owns the item and may destroy it at once
  }
}

}  // namespace aproape::db::sqlite
