#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/time.hpp"

namespace aproape::db {

// Lets a background thread sleep until it is woken, told to stop, or a time is over. A wake between two waits
// is kept. Thread-safe; made for one waiting thread.
class WakeSignal {
 public:
  void wake() {
    const std::lock_guard lock(guard_);
    woken_ = true;
    changed_.notify_all();
  }
  void stop() {
    const std::lock_guard lock(guard_);
    stopped_ = true;
    changed_.notify_all();
  }
  [[nodiscard]] bool stopped() const {
    const std::lock_guard lock(guard_);
    return stopped_;
  }
  // False once stopped.
  bool wait(Millis at_most) {
    std::unique_lock lock(guard_);
    changed_.wait_for(lock, std::chrono::milliseconds(at_most), [this] { return woken_ || stopped_; });
    woken_ = false;
    return !stopped_;
  }

 private:
  mutable std::mutex guard_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopped_ = false;
};

}  // namespace aproape::db
