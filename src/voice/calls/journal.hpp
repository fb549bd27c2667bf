#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "protocol/voice_message.hpp"

namespace aproape::voice {

// Every fact of every call, appended to a file and kept until app has taken it. Written at once, so that a
// killed process loses nothing; synced by a thread of its own, so that a slow disk stalls no call. A call
// that the file knows as running when the journal is opened was cut by a restart and is ended as "cut". For
// the loop's thread.
class Journal {
 public:
  // Opens or makes the file; its folder must be there. `post` does work on the loop's thread. Throws
  // Error{unavailable, "voice.journal"}.
  Journal(std::filesystem::path file, const Clock& clock, std::function<void(std::function<void()>)> post);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Gives the event its number and time, and keeps it. `durable`, where given, is called on the loop's thread
  // once it is on the disk, or cannot be (the call goes on, with an alarm).
  void add(protocol::VoiceEvent event, std::function<void()> durable = {});
  // Called with each new event.
  void on_event(std::function<void(const protocol::VoiceEvent&)> tell) { tell_ = std::move(tell); }
  // Events that app has not taken, oldest first.
  [[nodiscard]] const std::deque<protocol::VoiceEvent>& waiting() const { return waiting_; }
  // App has stored all events up to this one.
  void take(std::int64_t number);

 private:
  void read();
  void note(const protocol::VoiceEvent& event);
  void append(const std::string& line);
  void rewrite();
  void sync();

  std::filesystem::path file_;
  const Clock& clock_;
  std::function<void(std::function<void()>)> post_;
  std::function<void(const protocol::VoiceEvent&)> tell_;
  std::deque<protocol::VoiceEvent> waiting_;
  std::set<std::string> running_;  // calls without an end
  std::int64_t last_ = 0;
  std::int64_t taken_ = 0;
  std::size_t size_ = 0;  // of the file

  std::mutex guard_;  // of what follows
  std::condition_variable wake_;
  int fd_ = -1;
  bool stop_ = false;
  std::vector<std::function<void()>> durable_;
  std::thread thread_;
};

}  // namespace aproape::voice
