#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "domain/calls/service.hpp"
#include "domain/calls/voice_control.hpp"
#include "domain/network/service.hpp"

namespace aproape::voice_channel {

// App's side of the voice protocol: connects, again and again, to the socket of the voice role, stores each
// event and then says so, and hands commands over. What cannot be stored (the database is away) ends the
// connection; voice tells it again after the next one.
class Link final : public calls::VoiceControl {
 public:
  // An empty `socket`: there is no voice role, and nothing is done.
  Link(std::string socket, network::Service& network, calls::Service& calls);
  ~Link() override;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  void start();
  void stop();
  protocol::VoiceReply ask(protocol::VoiceCommand command) override;

 private:
  void run();
  void serve(int fd);
  bool take(const std::string& line);
  bool send(const protocol::VoiceCommand& command);
  void answered(const std::string& line);
  void disconnected();

  std::string socket_;
  network::Service& network_;
  calls::Service& calls_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;

  std::mutex guard_;                                                  // of all below
  int fd_ = -1;                                                       // of the connection; -1: there is none
  std::map<std::string, std::optional<protocol::VoiceReply>> asked_;  // by id; set when it is answered
  std::condition_variable told_;
};

}  // namespace aproape::voice_channel
