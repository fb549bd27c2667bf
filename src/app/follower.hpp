#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "db/database.hpp"

namespace aproape::app {

// Runs a piece of work after each change of the database, and every half second for what time alone changes,
// on a thread of its own. Changes that come close together are one run. start() and stop() from one thread.
class Follower {
 public:
  // `name` stands in the log where `work` throws; it runs again then.
  Follower(db::Database& database, std::string name, std::chrono::milliseconds gather,
           std::function<void()> work);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  void start();
  void stop();

 private:
  void run();

  db::Database& database_;
  std::string name_;
  std::chrono::milliseconds gather_;
  std::function<void()> work_;
  std::mutex guard_;
  std::condition_variable wake_;
  bool changed_ = false;
  bool stopping_ = false;
  db::Database::Subscription subscription_;
  std::thread thread_;
};

}  // namespace aproape::app
