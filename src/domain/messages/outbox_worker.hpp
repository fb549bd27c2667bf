#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "db/database.hpp"
#include "domain/messages/sender.hpp"
#include "domain/messages/service.hpp"

namespace aproape::messages {

// Threads that take messages of one channel out of the outbox and hand them to its sender. Woken by commits,
// and every second for those whose time has come. start() and stop() once.
class OutboxWorker {
 public:
  OutboxWorker(db::Database& database, Service& messages, Sender& sender, std::string holder);
  ~OutboxWorker();
  OutboxWorker(const OutboxWorker&) = delete;
  OutboxWorker& operator=(const OutboxWorker&) = delete;

  void start(int threads);
  // Lets running attempts end.
  void stop();

  // Takes and tries one message; false where none is due.
  bool step(const std::string& holder);

 private:
  void run(int number);
  void record(MessageId id, const std::string& holder, const Delivery& delivery);

  db::Database& database_;
  Service& messages_;
  Sender& sender_;
  std::string holder_;
  std::atomic<bool> released_{false};  // what an earlier run without a way out held was taken back
  std::mutex guard_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint64_t wakes_ = 0;
  db::Database::Subscription subscription_;
  std::vector<std::thread> threads_;
};

}  // namespace aproape::messages
