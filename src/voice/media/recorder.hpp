#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "voice/media/room.hpp"

namespace aproape::voice {

// A recording that is whole: stereo WAV, the caller left, what he heard right.
struct Recorded {
  std::string name;
  std::filesystem::path file;
  Millis length = 0;
};

// Writes recordings on a thread of its own, so that a slow disk never stalls a call. A running recording is
// NAME.part and gets its name when it is whole; what a killed process left is repaired at the next start.
// Thread-safe.
class Recorder {
 public:
  // Makes the folder, repairs what lies in it, starts the thread. `finished` is called on that thread, for
  // repaired ones in the constructor. Throws Error{unavailable, "voice.recordings"} where the folder cannot
  // be made.
  Recorder(std::filesystem::path folder, std::function<void(Recorded)> finished);
  ~Recorder();  // whole recordings are written to the end
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // A tap for a room; the recording ends with it. nullptr, with an alarm in the log, where the disk has less
  // than 200 MB left: the call goes on. `name` holds letters, digits, - and _ alone. The recorder outlives
  // its taps.
  std::unique_ptr<Tap> start(const std::string& name);

 private:
  friend class RecordingTap;
  struct Block {
    std::string name;
    std::vector<std::int16_t> samples;  // left, right, left …; empty: the recording is whole
  };
  struct Open;

  void repair();
  void push(Block block);
  void work();
  void write(const Block& block);
  void finish(const std::string& name);

  std::filesystem::path folder_;
  std::function<void(Recorded)> finished_;
  std::mutex guard_;
  std::condition_variable wake_;
  std::deque<Block> queue_;
  bool stop_ = false;
  std::map<std::string, std::unique_ptr<Open>> open_;  // of the thread alone
  std::thread thread_;
};

}  // namespace aproape::voice
