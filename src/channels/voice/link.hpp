#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "domain/calls/service.hpp"
#include "domain/network/service.hpp"

namespace aproape::voice_channel {

// App's side of the voice protocol: connects, again and again, to the socket of the voice role, stores each
// event and then says so. What cannot be stored (the database is away) ends the connection; voice tells it
// again after the next one.
class Link {
 public:
  // An empty `socket`: there is no voice role, and nothing is done.
  Link(std::string socket, network::Service& network, calls::Service& calls);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  void start();
  void stop();

 private:
  void run();
  void serve(int fd);
  bool take(int fd, const std::string& line);

  std::string socket_;
  network::Service& network_;
  calls::Service& calls_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace aproape::voice_channel
