#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace aproape::net {

// Threads that run blocking work, with a bounded queue in front: work that nobody will get to in time is
// refused at once, not kept. Thread-safe.
class WorkerPool {
 public:
  using Job = std::function<void()>;

  WorkerPool(int threads, std::size_t queue);
  ~WorkerPool();  // as stop()
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False where the queue is full or the pool has stopped; the job was then not taken.
  [[nodiscard]] bool post(Job job);
  // For work that must run whatever the load (telling a session that it ended). False only after stop().
  bool post_always(Job job);
  // Lets the jobs that run end, drops those that wait, joins the threads. Idempotent.
  void stop();

 private:
  bool push(Job job, std::size_t limit);
  void work();

  std::mutex guard_;
  std::condition_variable ready_;
  std::deque<Job> queue_;
  std::size_t limit_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace aproape::net
