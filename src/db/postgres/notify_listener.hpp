#pragma once

#include <functional>
#include <string>
#include <thread>

#include "db/commit_listeners.hpp"
#include "db/postgres/connection.hpp"

namespace aproape::db::postgres {

inline constexpr const char* kChannel = "aproape";

// The payload of a notification: the node that sends it, then the topics that its commit woke.
[[nodiscard]] std::string notification(const std::string& node, const Topics& woken);

// Waits on its own connection for what other nodes notify, and calls `heard` with the topics of each, and
// with null after every reconnection (a notification may have been missed). Those of the node `own` are this
// node's and are passed over.
class NotifyListener {
 public:
  using Heard = std::function<void(const Topics*)>;
  NotifyListener(std::string url, std::string own, Heard heard);
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
  Heard heard_;
  int stop_event_;
  std::thread thread_;
};

}  // namespace aproape::db::postgres
