#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "voice/calls/centre.hpp"
#include "voice/calls/journal.hpp"
#include "voice/sip/loop.hpp"

namespace aproape::voice {

// The door for app: newline JSON on a Unix socket that only this user may open. To who connects, every event
// that was not taken is told, then each new one; commands are answered in order, one that comes twice with
// the same answer. Several may be connected. For the loop's thread.
class ControlServer {
 public:
  // Throws Error{unavailable, "voice.socket"}.
  ControlServer(Loop& loop, CallCentre& centre, Journal& journal, std::filesystem::path socket);
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  void tell(const protocol::VoiceEvent& event);

 private:
  struct Client {
    std::string in;
    std::string out;
    Timer retry;
  };
  void accept();
  void read(int fd);
  void close(int fd);
  void send(int fd, const std::string& line);
  void flush(int fd);
  std::string answer(const std::string& line);

  Loop& loop_;
  CallCentre& centre_;
  Journal& journal_;
  std::filesystem::path path_;
  int listener_ = -1;
  std::map<int, Client> clients_;
  std::map<std::string, std::string> answers_;  // by id of the command
  std::deque<std::string> answered_;            // ids, oldest first
};

}  // namespace aproape::voice
