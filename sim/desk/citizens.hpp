#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "sim/log.hpp"
#include "sim/mail/post.hpp"

namespace sim {

// Citizens who were asked something and write back after a while, by mail to the centre's door.
class Citizens {
 public:
  // An empty `to`: nobody answers.
  Citizens(std::string to, std::string centre, Log& log, const std::atomic<bool>& stop);
  // Nobody answers any more; who is writing finishes.
  ~Citizens();
  Citizens(const Citizens&) = delete;
  Citizens& operator=(const Citizens&) = delete;

  struct Reply {
    std::string name;
    std::string address;
    std::string subject;  // with the number of the case, as our answer carried it
    std::string text;
    std::string language;
  };
  // Sent in so many real seconds. Thread-safe.
  void answer_in(double seconds, const Reply& reply);
  [[nodiscard]] long sent() const { return sent_; }

 private:
  void run();
  Letter written(const Reply& reply);

  const std::string to_;
  const std::string centre_;
  Log& log_;
  const std::atomic<bool>& stop_;
  const std::string run_;  // part of every Message-ID
  long written_ = 0;
  std::atomic<long> sent_{0};
  std::mutex guard_;
  std::condition_variable due_;
  bool ended_ = false;
  std::multimap<std::chrono::steady_clock::time_point, Reply> waiting_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sim
