#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "net/asio.hpp"

namespace aproape::net {

// A connection as its I/O thread sees it; all calls come on that thread.
class Connection {
 public:
  virtual ~Connection() = default;
  // Ends where nothing is under way, otherwise as soon as it is done.
  virtual void drain() = 0;
  virtual void abort() = 0;
};

// How many connections are open in the whole server; lets drain() wait for the last one.
class OpenCount {
 public:
  void add();
  void remove();
  // False where some are still open after `milliseconds`.
  [[nodiscard]] bool wait_for_none(std::int64_t milliseconds);

 private:
  std::mutex guard_;
  std::condition_variable none_;
  int count_ = 0;
};

// One I/O thread with its event loop. A connection never leaves the loop that accepted it, so nothing in it
// needs a lock.
class Loop {
 public:
  explicit Loop(OpenCount& open) : work_(asio::make_work_guard(context)), open_(open) {}

  void start();
  void stop();  // at once; joins the thread

  void enter(Connection& connection);
  void leave(Connection& connection);
  void drain_all();
  void abort_all();
  [[nodiscard]] bool draining() const { return draining_; }

  asio::io_context context{1};

 private:
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  OpenCount& open_;
  std::unordered_set<Connection*> connections_;
  bool draining_ = false;
  std::thread thread_;
};

}  // namespace aproape::net
