#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "protocol/voice_snapshot.hpp"
#include "voice/media/frame.hpp"

namespace aproape::voice {

// Spoken texts: espeak-ng speaks, sox makes 8 kHz of it, a file named by the text's digest keeps it, memory
// holds it. Works on a thread of its own; all functions are for the loop's thread.
class Prompts {
 public:
  // `post` does work on the loop's thread.
  Prompts(std::filesystem::path folder, std::function<void(std::function<void()>)> post);
  ~Prompts();
  Prompts(const Prompts&) = delete;
  Prompts& operator=(const Prompts&) = delete;

  // Makes these texts ready.
  void prepare(const std::vector<protocol::SpokenText>& texts);
  // Gives the sound to `take`: at once where it is ready, else when it is. nullptr where there is no text, or
  // synthesis failed (told in the log): the call goes on in silence.
  void get(const protocol::SpokenText& text, const std::string& language, std::function<void(Sound)> take);

 private:
  using Key = std::pair<std::string, std::string>;  // language, text
  void want(const Key& key);
  void work();
  Sound make(const Key& key);

  std::filesystem::path folder_;
  std::function<void(std::function<void()>)> post_;
  std::map<Key, Sound> ready_;
  std::map<Key, std::vector<std::function<void(Sound)>>> wanted_;

  std::mutex guard_;  // of what follows
  std::condition_variable wake_;
  std::deque<Key> queue_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace aproape::voice
