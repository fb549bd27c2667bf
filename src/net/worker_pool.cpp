#include "net/worker_pool.hpp"

#include <exception>
#include <limits>
#include <utility>

#include "base/log.hpp"

namespace aproape::net {

WorkerPool::WorkerPool(int threads, std::size_t queue) : limit_(queue) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  stop();
}

bool WorkerPool::post(Job job) {
  return push(std::move(job), limit_);
}

bool WorkerPool::post_always(Job job) {
  return push(std::move(job), std::numeric_limits<std::size_t>::max());
}

bool WorkerPool::push(Job job, std::size_t limit) {
  {
    const std::lock_guard lock(guard_);
    if (stopped_ || queue_.size() >= limit) return false;
    queue_.push_back(std::move(job));
  }
  ready_.notify_one();
  return true;
}

void WorkerPool::stop() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock(guard_);
    stopped_ = true;
    dropped.swap(queue_);
  }
  ready_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::work() {
  while (true) {
    Job job;
    {
      std::unique_lock lock(guard_);
      ready_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
      if (stopped_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    try {
      job();
    } catch (const std::exception& error) {
      log::error("net.job_failed", {{"error", error.what()}});
    }
  }
}

}  // namespace aproape::net
