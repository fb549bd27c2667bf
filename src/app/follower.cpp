#include "app/follower.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"

namespace aproape::app {
namespace {

using namespace std::chrono_literals;

// How late the end of a lease or of a write-up is noticed, at most.
constexpr auto kLook = 500ms;

}  // namespace

Follower::Follower(db::Database& database, std::string name, std::chrono::milliseconds gather,
                   std::function<void()> work)
    : database_(database), name_(std::move(name)), gather_(gather), work_(std::move(work)) {}

Follower::~Follower() {
  stop();
}

void Follower::start() {
  subscription_ = database_.on_commit(std::string(db::kEventTopic), [this] {
    {
      const std::lock_guard lock(guard_);
      changed_ = true;
    }
    wake_.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

void Follower::stop() {
  subscription_.reset();
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Follower::run() {
  std::unique_lock lock(guard_);
  while (!stopping_) {
    wake_.wait_for(lock, kLook, [this] { return changed_ || stopping_; });
    if (wake_.wait_for(lock, gather_, [this] { return stopping_; })) return;
    changed_ = false;
    lock.unlock();
    try {
      work_();
    } catch (const Error& error) {
      // Looked at again in the next run, as a database that was away.
      log::warning("follower.failed", {{"work", name_}, {"key", error.key()}});
    }
    lock.lock();
  }
}

}  // namespace aproape::app
