#include "net/loop.hpp"

#include <chrono>
#include <exception>
#include <vector>

#include "base/log.hpp"

namespace aproape::net {

void OpenCount::add() {
  const std::lock_guard lock(guard_);
  ++count_;
}

void OpenCount::remove() {
  const std::lock_guard lock(guard_);
  if (--count_ == 0) none_.notify_all();
}

bool OpenCount::wait_for_none(std::int64_t milliseconds) {
  std::unique_lock lock(guard_);
  return none_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return count_ == 0; });
}

void Loop::start() {
  thread_ = std::thread([this] {
    while (!context.stopped()) {
      try {
        context.run();
      } catch (const std::exception& error) {
        log::error("net.loop_failed", {{"error", error.what()}});
      }
    }
  });
}

void Loop::stop() {
  context.stop();
  if (thread_.joinable()) thread_.join();
}

void Loop::enter(Connection& connection) {
  connections_.insert(&connection);
  open_.add();
}

void Loop::leave(Connection& connection) {
  connections_.erase(&connection);
  open_.remove();
}

// A connection may leave while it is told to, hence the copy.
void Loop::drain_all() {
  draining_ = true;
  const std::vector<Connection*> all(connections_.begin(), connections_.end());
  for (auto* connection : all) {
    if (connections_.contains(connection)) connection->drain();
  }
}

void Loop::abort_all() {
  const std::vector<Connection*> all(connections_.begin(), connections_.end());
  for (auto* connection : all) {
    if (connections_.contains(connection)) connection->abort();
  }
}

}  // namespace aproape::net
