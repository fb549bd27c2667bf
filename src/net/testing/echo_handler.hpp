#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "net/exchange.hpp"

namespace aproape::net::testing {

// Something that a test opens once, and that others wait for.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(guard_);
    open_ = true;
    changed_.notify_all();
  }
  bool wait() {
    std::unique_lock lock(guard_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [this] { return open_; });
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  bool open_ = false;
};

// Says each message back; "flood" sends 300 messages of 8 kB at once, "end" closes with 4000.
class EchoSession final : public WebSocketSession {
 public:
  explicit EchoSession(Gate& closed) : closed_(closed) {}
  void opened(std::shared_ptr<WebSocket> socket) override { socket_ = std::move(socket); }
  void received(std::string_view text) override {
    if (text == "flood") {
      for (int i = 0; i < 3000; ++i) socket_->send(std::string(8192, 'x'));
    } else if (text == "end") {
      socket_->close(4000, "done");
    } else {
      socket_->send(std::string(text));
    }
  }
  void closed() noexcept override { closed_.open(); }

 private:
  Gate& closed_;
  std::shared_ptr<WebSocket> socket_;
};

// Answers with what it was asked: method, target, peer, scheme, body. "/wait" holds the answer until
// `release`.
class EchoHandler final : public Handler {
 public:
  std::size_t body_limit(std::string_view, std::string_view target) const override {
    return target == "/big" ? 8 * 1024 * 1024 : 1024;
  }
  Reply handle(Exchange&& exchange) noexcept override {
    if (exchange.target == "/wait") {
      entered.open();
      release.wait();
    }
    if (exchange.target == "/split") return Reply{200, {{"X-Bad", "a\r\nX-Injected: 1"}}, "split"};
    auto body =
        exchange.method + ' ' + exchange.target + ' ' + exchange.peer + (exchange.tls ? " tls " : " plain ");
    body += exchange.target == "/big" ? std::to_string(exchange.body.size()) : exchange.body;
    return Reply{200, {{"Content-Type", "text/plain"}}, std::move(body)};
  }
  Upgrade upgrade(Exchange&& exchange) noexcept override {
    if (exchange.target != "/socket") return Upgrade{nullptr, Reply{404, {}, "none"}};
    return Upgrade{std::make_unique<EchoSession>(socket_closed), {}};
  }
  Reply refusal(int status) const noexcept override {
    return Reply{status, {{"X-Content-Type-Options", "nosniff"}}, "refused"};
  }

  Gate entered;
  Gate release;
  Gate socket_closed;
};

}  // namespace aproape::net::testing
