#pragma once

#include <boost/asio/ssl/stream.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "net/asio.hpp"

namespace aproape::net {

using TlsContext = std::shared_ptr<asio::ssl::context>;

// One accepted socket, plain or with TLS on top. Used on its I/O thread only.
class Transport {
 public:
  using Tls = asio::ssl::stream<tcp::socket&>;

  explicit Transport(tcp::socket socket);

  // Bytes read into `data`; 0 at the end, on an error or after interrupt().
  Task<std::size_t> read_some(char* data, std::size_t size);
  Task<bool> write(std::string_view bytes);
  // Shakes hands as server.
  Task<bool> start_tls(const TlsContext& context);
  // Says the end to the other side: close_notify where TLS is on, then the end of our direction. Reading goes
  // on to give raw bytes, for those who throw them away.
  Task<void> finish();
  // Throws away what lies in the receive buffer now: plain text sent before a handshake counts for nothing.
  void discard_received();
  // Ends the pending operation; the connection can go on being used.
  void interrupt();
  void close();

  [[nodiscard]] const std::string& peer() const { return peer_; }
  [[nodiscard]] bool tls() const { return tls_.has_value(); }
  [[nodiscard]] tcp::socket& socket() { return socket_; }
  [[nodiscard]] Tls& tls_stream() { return *tls_; }

 private:
  tcp::socket socket_;
  std::string peer_;
  TlsContext context_;
  std::optional<Tls> tls_;
};

// A time limit for what a coroutine waits for: calls `action` on the I/O thread when it is over.
class Deadline {
 public:
  Deadline(const asio::any_io_executor& executor, std::function<void()> action);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  void start(Millis limit);
  void stop();
  // For good: what the action refers to is about to go away.
  void disarm();
  [[nodiscard]] bool expired() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace aproape::net
