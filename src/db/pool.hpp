#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace aproape::db {

// Connections of one kind, opened as they are first needed; a caller waits where all are lent. Thread-safe.
template <class Connection>
class Pool {
 public:
  using Factory = std::function<std::unique_ptr<Connection>()>;
  Pool(int size, Factory factory) : factory_(std::move(factory)), unopened_(std::max(size, 1)) {
    free_.reserve(static_cast<std::size_t>(unopened_));  // give_back() must not throw
  }

  // A lent connection; goes back to the pool when destroyed.
  class Loan {
   public:
    Loan(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Loan() { pool_.give_back(std::move(connection_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    [[nodiscard]] Connection& connection() { return *connection_; }
    // Opens the connection afresh; throws where that fails.
    void replace() {
      connection_.reset();
      connection_ = pool_.factory_();
    }
    // Closes the connection; the pool opens another when one is needed.
    void discard() { connection_.reset(); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  [[nodiscard]] Loan lend() {
    std::unique_lock lock(guard_);
    returned_.wait(lock, [this] { return !free_.empty() || unopened_ > 0; });
    if (!free_.empty()) {
      auto connection = std::move(free_.back());
      free_.pop_back();
      return Loan(*this, std::move(connection));
    }
    --unopened_;
    lock.unlock();
    try {
      return Loan(*this, factory_());
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) noexcept {
    const std::lock_guard lock(guard_);
    if (connection) {
      free_.push_back(std::move(connection));
    } else {
      ++unopened_;
    }
    returned_.notify_one();
  }

  Factory factory_;
  std::mutex guard_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> free_;
  int unopened_;
};

}  // namespace aproape::db
