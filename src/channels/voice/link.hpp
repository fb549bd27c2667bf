#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "channels/voice/configuration_watch.hpp"
#include "domain/calls/service.hpp"
#include "domain/calls/voice_control.hpp"
#include "domain/network/service.hpp"
#include "domain/telephony/service.hpp"

namespace aproape::voice_channel {

// App's side of the voice protocol: connects, again and again, to the socket of the voice role, stores each
// event and then says so, configures voice (when the connection begins and whenever the configuration
// changes), and hands commands over. What cannot be stored (the database is away) ends the connection; voice
// tells it again after the next one.
class Link final : public calls::VoiceControl {
 public:
  // An empty `socket`: there is no voice role, and nothing is done.
  Link(std::string socket, db::Database& database, network::Service& network, calls::Service& calls,
       telephony::Service& telephony);
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
  [[nodiscard]] UnitId unit_of(const protocol::VoiceEvent& event);
  // Sends the configuration where it is another than the last one of this connection.
  bool configure();
  bool send(const protocol::VoiceCommand& command);
  void answered(const std::string& line);
  void disconnected();

  std::string socket_;
  network::Service& network_;
  calls::Service& calls_;
  ConfigurationWatch watch_;
  bool behind_ = false;  // the last look failed, which was told
  std::atomic<bool> stop_ = false;
  std::thread thread_;

  std::mutex guard_;                                                  // of all below
  int fd_ = -1;                                                       // of the connection; -1: there is none
  std::map<std::string, std::optional<protocol::VoiceReply>> asked_;  // by id; set when it is answered
  std::condition_variable told_;
};

}  // namespace aproape::voice_channel
