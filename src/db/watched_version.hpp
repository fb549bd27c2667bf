#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "db/database.hpp"

namespace aproape::db {

// Tells whether rows that are kept in memory are still those of the database: every change of them calls
// touch() in its transaction, every use calls stale(). A change of this process is known at once, one of
// another process within half a second. Thread-safe. Lives as long as the transactions that touch it.
class WatchedVersion {
 public:
  WatchedVersion(db::Database& database, std::string name);

  void touch(db::Tx& tx);
  // True where the memory must be read again with reload(). Not from inside a transaction.
  [[nodiscard]] bool stale();
  // Runs `load` in a read transaction and remembers which version it saw.
  void reload(const std::function<void(db::Tx&)>& load);

 private:
  [[nodiscard]] std::int64_t version(db::Tx& tx) const;

  db::Database& database_;
  std::string name_;
  std::mutex guard_;
  std::atomic<bool> touched_ = true;
  std::int64_t seen_ = -1;
  Millis asked_at_ = 0;
};

}  // namespace aproape::db
