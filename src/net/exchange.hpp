#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace aproape::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

// A request as it came off the wire; header names keep their case, use http::header() to look one up.
struct Exchange {
  std::string method;
  std::string target;  // path and query, not decoded
  Headers headers;
  std::string body;
  std::string peer;           // address without port; from X-Forwarded-For where the peer is a trusted proxy
  bool tls = false;           // also true behind a trusted proxy that says so
  bool files_origin = false;  // came in on files.listen
};

struct Reply {
  int status = 200;
  Headers headers;  // Content-Length, Date and Connection are added by net
  std::string body;
};

// The server's end of one WebSocket. Thread-safe: messages are queued (256 messages or 1 MB, a slower reader
// is cut off with 1013) and written in order.
class WebSocket {
 public:
  virtual ~WebSocket() = default;
  virtual void send(std::string text) = 0;
  // Blocks until at most half of the queue waits, `most` milliseconds at most: for a sender of much, who
  // would otherwise be faster than any reader. False where the reader is gone or did not read.
  [[nodiscard]] virtual bool wait_for_room(Millis most) = 0;
  virtual void close(int code, std::string reason) = 0;
};

// What the program does with one WebSocket. Calls come one at a time from a worker thread.
class WebSocketSession {
 public:
  virtual ~WebSocketSession() = default;
  virtual void opened(std::shared_ptr<WebSocket> socket) = 0;
  virtual void received(std::string_view text) = 0;
  virtual void closed() noexcept = 0;
};

// Implemented by src/http. All functions are called on worker threads and may block.
class Handler {
 public:
  virtual ~Handler() = default;
  // The largest body to read for this request; asked on the I/O thread after the header, must not block.
  [[nodiscard]] virtual std::size_t body_limit(std::string_view method, std::string_view target) const = 0;
  virtual Reply handle(Exchange&& exchange) noexcept = 0;
  // Either a session (the connection becomes a WebSocket) or a refusal.
  struct Upgrade {
    std::unique_ptr<WebSocketSession> session;
    Reply refusal;
  };
  virtual Upgrade upgrade(Exchange&& exchange) noexcept = 0;
  // The reply to a request that net itself turns away (400, 408, 413, 417, 431, 501, 503, 505), with the same
  // fields as any other. Called on the I/O thread, must not block.
  [[nodiscard]] virtual Reply refusal(int status) const noexcept = 0;
};

}  // namespace aproape::net
