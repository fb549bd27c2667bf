#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "net/exchange.hpp"
#include "net/transport.hpp"

namespace aproape::net {

// What waits to be sent on one WebSocket: any thread puts in, the connection's writer takes out.
class WebSocketChannel final : public WebSocket, public std::enable_shared_from_this<WebSocketChannel> {
 public:
  static constexpr std::size_t kMessages = 256;
  static constexpr std::size_t kBytes = 1024 * 1024;

  // `cut` closes the socket; called on the I/O thread where an orderly close did not succeed in time.
  WebSocketChannel(const asio::any_io_executor& executor, std::function<void()> cut);

  void send(std::string text) override;  // dropped after close()
  [[nodiscard]] bool wait_for_room(Millis most) override;
  void close(int code, std::string reason) override;  // what still waits is dropped

  // The rest is for the connection, on its I/O thread.
  struct Close {
    int code;
    std::string reason;
  };
  struct Next {
    std::optional<std::string> text;
    std::optional<Close> close;  // both empty: the connection is over
  };
  // Waits for something to write.
  Task<Next> next();
  // The other side is gone: next() gives nothing any more.
  void end();
  void writer_ended();
  Task<void> wait_for_writer();
  // The connection goes away; nothing reaches it after this.
  void detach();

 private:
  void wake();
  void begin_close(int code, std::string reason, Millis limit);

  asio::any_io_executor executor_;
  asio::steady_timer signal_;  // cancelled whenever something changed
  Deadline limit_;
  bool writer_ended_ = false;

  std::condition_variable drained_;  // something left the queue, or it is over
  std::mutex guard_;                 // for the members below
  std::deque<std::string> queue_;
  std::size_t bytes_ = 0;
  bool closing_ = false;
  bool ended_ = false;
  std::optional<Close> close_;
};

}  // namespace aproape::net
