#pragma once

#include <functional>
#include <string>
#include <thread>

#include "db/postgres/connection.hpp"

namespace aproape::db::postgres {

inline constexpr const char* kChannel = "aproape";

// Waits on its own connection for what other nodes notify, and calls `heard` for each and after every
// reconnection (a notification may have been missed). Notifications with the payload `own` are this node's
// and are passed over.
class NotifyListener {
 public:
  NotifyListener(std::string url, std::string own, std::function<void()> heard);
  ~NotifyListener();
  NotifyListener(const NotifyListener&) = delete;
  NotifyListener& operator=(const NotifyListener&) = delete;

 private:
  void loop();
  bool listen_until_lost();
  // Waits for the server or for the end; false at the end.
  bool wait(int server_socket, int millis) const;

  std::string url_;
  std::string own_;
  std::function<void()> heard_;
  int stop_event_;
  std::thread thread_;
};

}  // namespace aproape::db::postgres
