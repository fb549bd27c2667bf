#include "app/dispatcher.hpp"

#include <chrono>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "db/lease.hpp"

namespace aproape::app {
namespace {

using namespace std::chrono_literals;

constexpr Millis kLease = 10 * kSecond;
// Changes that come close together are one pass; nobody notices so short a wait.
constexpr auto kGather = 20ms;
// How late the end of a lease or of a write-up is noticed, at most.
constexpr auto kLook = 500ms;

}  // namespace

Dispatcher::Dispatcher(db::Database& database, std::string node, routing::Service& routing)
    : database_(database), node_(std::move(node)), routing_(routing) {}

Dispatcher::~Dispatcher() {
  stop();
}

void Dispatcher::start() {
  subscription_ = database_.on_commit([this] {
    {
      const std::lock_guard lock(guard_);
      changed_ = true;
    }
    wake_.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

void Dispatcher::stop() {
  subscription_.reset();
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Dispatcher::run() {
  std::unique_lock lock(guard_);
  while (!stopping_) {
    wake_.wait_for(lock, kLook, [this] { return changed_ || stopping_; });
    if (wake_.wait_for(lock, kGather, [this] { return stopping_; })) return;
    changed_ = false;
    lock.unlock();
    try {
      pass();
    } catch (const Error& error) {
      // What moved meanwhile is looked at again in the next pass; so is a database that was away.
      if (error.key() != "routing.moved") log::warning("router.failed", {{"key", error.key()}});
    }
    lock.lock();
  }
}

void Dispatcher::pass() {
  if (!database_.read([this](db::Tx& tx) { return routing_.anything_to_do(tx); })) return;
  database_.write([this](db::Tx& tx) {
    if (!db::take_lease(tx, "router", node_, database_.clock().now(), kLease)) return 0;
    return routing_.dispatch(tx);
  });
}

}  // namespace aproape::app
