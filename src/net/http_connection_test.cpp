#include <doctest/doctest.h>

#include <future>
#include <memory>
#include <string>
#include <thread>

#include "net/server.hpp"
#include "net/testing/client.hpp"
#include "net/testing/echo_handler.hpp"

using namespace aproape;
using namespace aproape::net;
using testing::Client;
using testing::EchoHandler;

namespace {

// A running server with short limits.
struct Running {
  explicit Running(ServerOptions options = quick()) : server(std::move(options)) {
    address = server.listen_http("127.0.0.1:0", handler, false, nullptr);
    server.start();
  }
  static ServerOptions quick() {
    ServerOptions options;
    options.workers = 2;
    options.stream_workers = 1;
    options.header_time = 300;
    options.body_time = 300;
    return options;
  }

  std::shared_ptr<EchoHandler> handler = std::make_shared<EchoHandler>();
  Server server;
  std::string address;
};

std::string status_of(const std::string& reply) {
  return reply.substr(0, 12);
}

}  // namespace

TEST_CASE("requests follow each other on one connection, also when sent at once") {
  Running running;
  Client client(running.address);
  client.send(
      "GET /one HTTP/1.1\r\nHost: a\r\n\r\nPOST /two HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  CHECK(client.until("GET /one 127.0.0.1 plain ").find("Connection: keep-alive") != std::string::npos);
  CHECK(status_of(client.until("POST /two 127.0.0.1 plain abc")) == "HTTP/1.1 200");
  client.send("GET /three HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(client.all().find("Connection: close") != std::string::npos);
  CHECK(client.closed());
}

TEST_CASE("a request that two servers could read differently is refused and the connection ends") {
  Running running;
  const std::string rest = "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
  for (const auto& request : std::initializer_list<std::string>{
           head + "Content-Length: 3\r\nTransfer-Encoding: chunked" + rest,
           head + "Content-Length: 3\r\nContent-Length: 3" + rest,
           head + "Content-Length: 3, 3" + rest,
           head + "Content-Length: +3" + rest,
           head + "Content-Length: 0x3" + rest,
           head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked" + rest,
           head + "Transfer-Encoding : chunked" + rest,
           head + "X-A: b\r\n c: folded" + rest,
           head + "\tX-A: b" + rest,
           "POST / HTTP/1.1\nHost: a\n\n",
           head + "X-A: b\nX-C: d" + rest,
           head + "X-A: b\rX-C: d" + rest,
           head + std::string("X-A: b\0c", 8) + rest,
           head + "Host: b" + rest,
           std::string("GET / HTTP/1.1\r\n\r\n"),
           std::string("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
           std::string("GET http HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
           head + "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
           head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
           head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
           head + "Transfer-Encoding: chunked\r\n\r\n3;" + std::string(200, 'x') + "\r\nabc\r\n0\r\n\r\n",
       }) {
    CAPTURE(request);
    Client client(running.address);
    client.send(request);
    const auto reply = client.all();
    CHECK(status_of(reply) == "HTTP/1.1 400");
    CHECK(reply.find("smuggled") == std::string::npos);
    CHECK(reply.find("X-Content-Type-Options: nosniff") != std::string::npos);
  }
  for (const auto& [coding, status] :
       {std::pair{"gzip", "HTTP/1.1 501"}, {"chunked, gzip", "HTTP/1.1 501"}}) {
    Client client(running.address);
    client.send(head + "Transfer-Encoding: " + coding + "\r\n\r\n");
    CHECK(status_of(client.all()) == status);
  }
}

TEST_CASE("chunked bodies arrive whole, extensions and trailers ignored") {
  Running running;
  Client client(running.address);
  client.send(
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n");
  CHECK(status_of(client.until("abc0123456789")) == "HTTP/1.1 200");
}

TEST_CASE("limits: header size, body size asked of the handler, slow header, slow body") {
  Running running;
  SUBCASE("a header over 16 kB") {
    Client client(running.address);
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17000, 'x'));
    CHECK(status_of(client.all()) == "HTTP/1.1 431");
  }
  SUBCASE("a body over the limit is refused before it is read") {
    Client client(running.address);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1025\r\n\r\n");
    CHECK(status_of(client.all()) == "HTTP/1.1 413");
  }
  SUBCASE("a chunked body over the limit") {
    Client client(running.address);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n");
    CHECK(status_of(client.all()) == "HTTP/1.1 413");
  }
  SUBCASE("a header that drips") {
    Client client(running.address);
    client.send("GET / HTTP/1.1\r\nHos");
    CHECK(status_of(client.all()) == "HTTP/1.1 408");
  }
  SUBCASE("a body that does not come") {
    Client client(running.address);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    CHECK(status_of(client.all()) == "HTTP/1.1 408");
  }
}

TEST_CASE("Expect: 100-continue is answered before the body, HEAD without a body") {
  Running running;
  Client client(running.address);
  client.send("POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(client.until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  CHECK(status_of(client.until("plain hi")) == "HTTP/1.1 200");
  client.send("HEAD /h HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto reply = client.all();
  CHECK(reply.find("Content-Length: 24\r\n") != std::string::npos);
  CHECK(reply.ends_with("\r\n\r\n"));
}

TEST_CASE("a large body passes whole") {
  Running running;
  Client client(running.address);
  const std::size_t size = 5 * 1024 * 1024;
  client.send("POST /big HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
  client.send(std::string(size, 'x'));
  CHECK(status_of(client.until("plain " + std::to_string(size))) == "HTTP/1.1 200");
}

TEST_CASE("a reply's field cannot be split") {
  Running running;
  Client client(running.address);
  client.send("GET /split HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(client.all().find("X-Injected") == std::string::npos);
}

TEST_CASE("the forwarded address counts from a trusted proxy only") {
  const std::string request =
      "GET /f HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.9, 203.0.113.5\r\nX-Forwarded-Proto: "
      "https\r\n\r\n";
  {
    Running running;
    Client client(running.address);
    client.send(request);
    CHECK(client.until("/f 127.0.0.1 plain").ends_with("/f 127.0.0.1 plain"));
  }
  auto options = Running::quick();
  options.trusted_proxies = {"127.0.0.0/8"};
  Running running(std::move(options));
  Client client(running.address);
  client.send(request);
  CHECK(client.until("203.0.113.5 tls").ends_with("/f 203.0.113.5 tls"));
}

TEST_CASE("with all workers busy and the queue full a request gets 503 and Retry-After") {
  auto options = Running::quick();
  options.workers = 1;
  options.queue = 1;
  Running running(std::move(options));
  Client first(running.address);
  first.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  REQUIRE(running.handler->entered.wait());
  Client second(running.address);
  Client third(running.address);
  // One of these two waits in the queue, the other finds it full.
  second.send("GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  third.send("GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  auto two = std::async(std::launch::async, [&] { return second.all(); });
  auto three = std::async(std::launch::async, [&] { return third.all(); });
  const bool two_first = two.wait_for(std::chrono::seconds(2)) == std::future_status::ready;
  const auto refused = two_first ? two.get() : three.get();
  CHECK(status_of(refused) == "HTTP/1.1 503");
  CHECK(refused.find("Retry-After: 1") != std::string::npos);
  running.handler->release.open();
  CHECK(status_of(two_first ? three.get() : two.get()) == "HTTP/1.1 200");
}

TEST_CASE("a drain lets the running request end, closes idle connections and refuses new ones") {
  Running running;
  Client idle(running.address);
  idle.send("GET /i HTTP/1.1\r\nHost: a\r\n\r\n");
  idle.until("/i 127.0.0.1 plain ");
  Client busy(running.address);
  busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  REQUIRE(running.handler->entered.wait());
  auto drained = std::async(std::launch::async, [&] { running.server.drain(5 * kSecond); });
  CHECK(idle.closed());
  // Each I/O thread closes its own listening socket: the last may do so a moment after the first.
  const auto refuses = [&] {
    try {
      Client late(running.address);
      return false;
    } catch (const std::exception&) {
      return true;
    }
  };
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(4);
  while (!refuses() && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
  CHECK(refuses());
  running.handler->release.open();
  const auto reply = busy.all();
  CHECK(status_of(reply) == "HTTP/1.1 200");
  CHECK(reply.find("Connection: close") != std::string::npos);
  drained.get();
}

TEST_CASE("an address that is taken or malformed is an error") {
  Running running;
  Server other({.workers = 1, .stream_workers = 1});
  CHECK_THROWS(other.listen_http(running.address, running.handler, false, nullptr));
  CHECK_THROWS(other.listen_http("nonsense", running.handler, false, nullptr));
  CHECK_THROWS(other.listen_http("127.0.0.1:99999", running.handler, false, nullptr));
}
