#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "net/loop.hpp"
#include "net/server.hpp"
#include "net/transport.hpp"

namespace aproape::net {

// One address on which the server listens: an acceptor for each I/O thread (SO_REUSEPORT, so the kernel
// spreads the connections), the certificate in force and the number of open connections.
class Listener {
 public:
  // Serves one accepted socket; runs on the loop's thread until the connection ends.
  using Serve = std::function<Task<void>(Loop&, tcp::socket, Listener&)>;

  // Throws Error{conflict, "net.listen"} where the address is malformed or taken.
  Listener(const std::string& address, const std::vector<std::unique_ptr<Loop>>& loops, int most,
           const TlsFiles* tls, Serve serve);

  [[nodiscard]] const std::string& address() const { return address_; }
  void start();
  void stop_accepting();  // thread-safe; the acceptors close on their own threads
  void reload_tls();
  // The certificate for a new connection; null where the listener is plain.
  [[nodiscard]] TlsContext tls() const;

 private:
  struct Door {
    Loop* loop;
    tcp::acceptor acceptor;
  };
  Task<void> accept(Door& door);
  Task<void> serve_counted(Loop& loop, tcp::socket socket);

  std::string address_;
  int most_;
  Serve serve_;
  std::vector<std::unique_ptr<Door>> doors_;
  std::atomic<int> open_{0};
  std::optional<TlsFiles> files_;
  mutable std::mutex guard_;
  TlsContext tls_;
};

}  // namespace aproape::net
