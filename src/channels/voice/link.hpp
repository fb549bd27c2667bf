#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "channels/voice/configuration_watch.hpp"
#include "domain/calls/service.hpp"
#include "domain/network/service.hpp"
#include "domain/telephony/service.hpp"

namespace aproape::voice_channel {

// App's side of the voice protocol: connects, again and again, to the socket of the voice role, stores each
// event and then says so, and configures voice: when the connection begins and whenever the configuration
// changes. What cannot be stored (the database is away) ends the connection; voice tells it again after the
// next one.
class Link {
 public:
  // An empty `socket`: there is no voice role, and nothing is done.
  Link(std::string socket, db::Database& database, network::Service& network, calls::Service& calls,
       telephony::Service& telephony);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  void start();
  void stop();

 private:
  void run();
  void serve(int fd);
  bool take(int fd, const std::string& line);
  [[nodiscard]] UnitId unit_of(const protocol::VoiceEvent& event);
  // Sends the configuration where it is another than the last one of this connection.
  bool configure(int fd);

  std::string socket_;
  network::Service& network_;
  calls::Service& calls_;
  ConfigurationWatch watch_;
  bool behind_ = false;  // the last look failed, which was told
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace aproape::voice_channel
