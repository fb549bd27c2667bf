#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <memory>
#include <utility>

#include "base/log.hpp"
#include "net/asio.hpp"
#include "net/worker_pool.hpp"

namespace aproape::net {

// Runs `job` on the pool while the coroutine waits, then goes on in the coroutine's own I/O thread. False
// where the pool's queue is full (never where `always` is set) or the pool has stopped; the job has then not
// run. The job must be a named object: g++ 12.2 destroys a capturing lambda twice when it is written inside a
// co_await expression (tools/lint_co_await.py looks for that).
template <class Job>
Task<bool> run_on(WorkerPool& pool, Job& job, bool always = false) {
  WorkerPool* where = &pool;
  Job* what = &job;
  auto start = [where, what, always](auto handler) {
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    const auto executor = asio::get_associated_executor(*held);
    WorkerPool::Job work = [held, executor, what]() mutable {
      try {
        (*what)();
      } catch (const std::exception& error) {
        log::error("net.job_failed", {{"error", error.what()}});
      }
      asio::post(executor, [held = std::move(held)] { std::move (*held)(true); });
    };
    const bool taken = always ? where->post_always(std::move(work)) : where->post(std::move(work));
    if (!taken) asio::post(executor, [held] { std::move (*held)(false); });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(start,
                                                                                     asio::use_awaitable);
}

}  // namespace aproape::net
