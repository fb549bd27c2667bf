#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "db/database.hpp"
#include "domain/routing/service.hpp"

namespace aproape::app {

// Runs the router: after each change, and when time has run out for somebody. Of several nodes the one that
// holds the lease "router" does; another takes over within ten seconds. start() and stop() from one thread.
class Dispatcher {
 public:
  Dispatcher(db::Database& database, std::string node, routing::Service& routing);
  ~Dispatcher();
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;

  void start();
  void stop();

 private:
  void run();
  void pass();

  db::Database& database_;
  std::string node_;
  routing::Service& routing_;
  std::mutex guard_;
  std::condition_variable wake_;
  bool changed_ = false;
  bool stopping_ = false;
  db::Database::Subscription subscription_;
  std::thread thread_;
};

}  // namespace aproape::app
