#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>

#include "net/server.hpp"
#include "net/testing/client.hpp"
#include "net/testing/echo_handler.hpp"

using namespace aproape;
using namespace aproape::net;
using testing::Client;
using testing::Gate;

namespace {

// A small line protocol: QUIT ends, HOLD waits for the test, DATA…END is one message, anything else is said
// back.
class LineSession final : public StreamSession {
 public:
  LineSession(Gate& entered, Gate& release, Gate& closed)
      : entered_(entered), release_(release), closed_(closed) {}
  StreamStep opened() override { return say("220 hello"); }
  StreamStep received(std::string_view bytes) override {
    buffer_ += bytes;
    StreamStep step;
    for (auto end = buffer_.find("\r\n"); end != std::string::npos; end = buffer_.find("\r\n")) {
      const auto line = buffer_.substr(0, end);
      buffer_.erase(0, end + 2);
      take(line, step);
    }
    return step;
  }
  StreamStep tls_started() override { return {}; }
  StreamStep timed_out() override { return say("421 too slow"); }
  StreamStep shutting_down() override {
    if (in_message_) return {};
    auto step = say("421 shutting down");
    step.close = true;
    return step;
  }
  void closed() noexcept override { closed_.open(); }

 private:
  static StreamStep say(const std::string& text) { return StreamStep{text + "\r\n"}; }
  void take(const std::string& line, StreamStep& step) {
    if (line == "HOLD") {
      entered_.open();
      release_.wait();
    }
    if (line == "DATA") in_message_ = true;
    if (line == "END") in_message_ = false;
    if (in_message_ && line != "DATA") return;
    step.send += "250 " + line + "\r\n";
    step.close = line == "QUIT";
  }

  Gate& entered_;
  Gate& release_;
  Gate& closed_;
  std::string buffer_;
  bool in_message_ = false;
};

struct Running {
  explicit Running(Millis idle = 5 * kSecond, Millis total = 10 * kSecond)
      : server(ServerOptions{.workers = 1, .stream_workers = 1, .stream_idle = idle, .stream_total = total}) {
    address = server.listen_stream(
        "127.0.0.1:0",
        [this](const StreamPeer& peer) {
          CHECK(peer.address == "127.0.0.1");
          CHECK(!peer.offers_tls);
          return std::make_unique<LineSession>(entered, release, closed);
        },
        nullptr);
    http = server.listen_http("127.0.0.1:0", std::make_shared<testing::EchoHandler>(), false, nullptr);
    server.start();
  }
  Gate entered;
  Gate release;
  Gate closed;
  Server server;
  std::string address;
  std::string http;
};

}  // namespace

TEST_CASE("a session gets its bytes, its answers go out, and it learns of the end") {
  Running running;
  Client client(running.address);
  CHECK(client.until("\r\n") == "220 hello\r\n");
  client.send("on");
  client.send("e\r\ntwo\r\n");
  CHECK(client.until("two\r\n") == "250 one\r\n250 two\r\n");
  client.send("QUIT\r\n");
  CHECK(client.all() == "250 QUIT\r\n");
  CHECK(running.closed.wait());
}

TEST_CASE("silence ends a connection with a word") {
  Running running(200, 10 * kSecond);
  Client client(running.address);
  CHECK(client.all() == "220 hello\r\n421 too slow\r\n");
}

TEST_CASE("a message that drips ends at the total limit") {
  Running running(5 * kSecond, 300);
  Client client(running.address);
  client.until("\r\n");
  client.send("DATA\r\n");
  client.until("DATA\r\n");
  auto end = std::async(std::launch::async, [&] { return client.all(); });
  while (end.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready) client.send("x");
  CHECK(end.get() == "421 too slow\r\n");
}

TEST_CASE("a blocked session does not hold up HTTP") {
  Running running;
  Client client(running.address);
  client.send("HOLD\r\n");
  REQUIRE(running.entered.wait());
  Client desk(running.http);
  desk.send("GET /desk HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(desk.all().find("200 OK") != std::string::npos);
  running.release.open();
}

TEST_CASE("a drain says goodbye at once between messages, and after the message in the middle of one") {
  Running running;
  Client between(running.address);
  between.until("\r\n");
  Client within(running.address);
  within.until("\r\n");
  within.send("DATA\r\n");
  within.until("DATA\r\n");
  auto drained = std::async(std::launch::async, [&] { running.server.drain(5 * kSecond); });
  CHECK(between.all() == "421 shutting down\r\n");
  within.send("text\r\nEND\r\n");
  CHECK(within.all() == "250 END\r\n421 shutting down\r\n");
  drained.get();
}
