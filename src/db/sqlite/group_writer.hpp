#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "db/sqlite/connection.hpp"
#include "db/sqlite/sqlite_tx.hpp"

namespace aproape::db::sqlite {

// The one writing thread of a SQLite database. Works that wait share one transaction and so one flush (group
// commit, up to 64), each inside its own savepoint; a caller returns only after that flush. Thread-safe.
class GroupWriter {
 public:
  using Work = std::function<void(Tx&)>;
  // `woken` is called with the topics that a commit woke; `flush_failed` where the disk refused a flush.
  GroupWriter(const std::string& path, const Clock& clock, std::function<void(const Topics&)> woken,
              std::function<void()> flush_failed);
  ~GroupWriter();  // finishes what is queued
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  // Returns once `work` is durable; throws what it threw, or why the commit failed.
  void run(const Work& work);

 private:
  struct Item;
  void loop();
  void commit_batch(const std::vector<Item*>& batch);
  void run_item(Item& item);
  void fail_all(const std::vector<Item*>& batch, int code, const char* step);
  void finish(const std::vector<Item*>& batch);

  Connection connection_;
  const Clock& clock_;
  std::function<void(const Topics&)> woken_;
  std::function<void()> flush_failed_;
  std::mutex guard_;
  std::condition_variable arrived_;
  std::deque<Item*> queue_;
  bool stopping_ = false;
  bool broken_ = false;  // after a failed flush; only the writing thread changes it
  std::thread thread_;
};

}  // namespace aproape::db::sqlite
