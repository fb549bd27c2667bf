#pragma once

#include <string_view>

namespace sim {

// A TCP connection to this machine, blocking. Errors are exceptions of std::runtime_error.
class Connection {
 public:
  // "127.0.0.1:2525"; loopback (127.0.0.0/8) only: the simulator never reaches the outside.
  explicit Connection(std::string_view address);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(std::string_view bytes);
  // Appends what has come, at least one byte; waits for it.
  void receive(std::string& into);
  // Whether the other side has closed while nobody asked it anything.
  [[nodiscard]] bool closed() const;

 private:
  int socket_ = -1;
};

}  // namespace sim
