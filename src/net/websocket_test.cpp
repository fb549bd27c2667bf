#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include "net/server.hpp"
#include "net/testing/certificate.hpp"
#include "net/testing/client.hpp"
#include "net/testing/echo_handler.hpp"
#include "net/testing/tls_client.hpp"

using namespace aproape;
using namespace aproape::net;
using testing::Client;
using testing::EchoHandler;

namespace {

const std::string kHandshake =
    "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

// A frame as a client sends it (RFC 6455 5.2), masked with zeros.
std::string frame(int first, std::string_view payload, bool masked = true) {
  std::string out(1, static_cast<char>(first));
  const int mask = masked ? 0x80 : 0;
  if (payload.size() < 126) {
    out.push_back(static_cast<char>(mask | static_cast<int>(payload.size())));
  } else {
    const bool wide = payload.size() > 0xffff;
    out.push_back(static_cast<char>(mask | (wide ? 127 : 126)));
    for (int shift = wide ? 56 : 8; shift >= 0; shift -= 8) {
      out.push_back(static_cast<char>((payload.size() >> shift) & 0xff));
    }
  }
  if (masked) out.append(4, '\0');
  return out.append(payload);
}

std::string close_frame(int code) {
  return std::string{'\x88', '\x02', static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
}

struct Running {
  explicit Running(Millis ping = 20 * kSecond, const TlsFiles* tls = nullptr)
      : server(ServerOptions{.workers = 2, .stream_workers = 1, .ping_time = ping}) {
    address = server.listen_http("127.0.0.1:0", handler, false, tls);
    server.start();
  }
  std::shared_ptr<EchoHandler> handler = std::make_shared<EchoHandler>();
  Server server;
  std::string address;
};

void shake_hands(Client& client) {
  client.send(kHandshake);
  const auto reply = client.until("\r\n\r\n");
  REQUIRE(reply.starts_with("HTTP/1.1 101"));
  CHECK(reply.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos);
  CHECK(reply.find("Beast") == std::string::npos);
}

}  // namespace

TEST_CASE("messages go both ways, and the session learns of the end") {
  Running running;
  {
    Client client(running.address);
    shake_hands(client);
    client.send(frame(0x81, "salut"));
    CHECK(client.until("salut") == "\x81\x05salut");
    client.send(frame(0x01, "sa") + frame(0x80, "lut"));  // fragmented
    CHECK(client.until("salut") == "\x81\x05salut");
    client.send(frame(0x81, "end"));
    CHECK(client.exactly(8) ==
          "\x88\x06\x0f\xa0"
          "done");
  }
  CHECK(running.handler->socket_closed.wait());
}

TEST_CASE("a refused upgrade is an ordinary reply") {
  Running running;
  Client client(running.address);
  client.send("GET /other HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  CHECK(client.all().starts_with("HTTP/1.1 404"));
}

TEST_CASE(
    "malformed frames are answered with 1002, bad text with 1007, too much with 1009, binary with 1003") {
  Running running;
  const std::initializer_list<std::pair<std::string, int>> cases = {
      {frame(0x81, "unmasked", false), 1002},
      {frame(0x83, "reserved opcode"), 1002},
      {frame(0x8b, "reserved control"), 1002},
      {frame(0xc1, "rsv1"), 1002},
      {frame(0xa1, "rsv2"), 1002},
      {frame(0x91, "rsv3"), 1002},
      {frame(0x09, "fragmented ping"), 1002},
      {frame(0x89, std::string(126, 'x')), 1002},
      {frame(0x80, "continuation of nothing"), 1002},
      {frame(0x01, "a") + frame(0x81, "new message inside"), 1002},
      {frame(0x88, "x"), 1002},
      {frame(0x88, "\x03\xed"), 1002},
      {frame(0x81, "\xc3\x28"), 1007},
      {frame(0x88, "\x03\xe8\xff"), 1002},  // a bad reason is a bad frame to Beast
      {frame(0x81, std::string(64 * 1024 + 1, 'x')), 1009},
      {frame(0x82, "binary"), 1003},
  };
  for (const auto& [bytes, code] : cases) {
    CAPTURE(code);
    CAPTURE(bytes.substr(0, 20));
    Client client(running.address);
    shake_hands(client);
    client.send(bytes);
    const auto reply = client.exactly(4);
    const auto given = reply.size() == 4 ? (reply[2] & 0xff) << 8 | (reply[3] & 0xff) : 0;
    CHECK(given == code);
  }
}

TEST_CASE("a reader that does not read is cut off, others are not held up") {
  Running running;
  Client slow(running.address, 4096);
  shake_hands(slow);
  slow.send(frame(0x81, "flood"));
  CHECK(running.handler->socket_closed.wait());
  Client other(running.address);
  shake_hands(other);
  other.send(frame(0x81, "here"));
  CHECK(other.until("here").ends_with("here"));
}

TEST_CASE("a silent socket is pinged and ends when no pong comes") {
  Running running(200);
  Client client(running.address);
  shake_hands(client);
  CHECK(client.exactly(2) == std::string("\x89\0", 2));
  CHECK(client.closed());
}

TEST_CASE("a drain closes sockets with 1001") {
  Running running;
  auto client = std::make_unique<Client>(running.address);
  shake_hands(*client);
  auto drained = std::async(std::launch::async, [&] { running.server.drain(5 * kSecond); });
  CHECK(client->exactly(4) == close_frame(1001));
  client->send(frame(0x88, "\x03\xe9"));
  CHECK(client->closed());
  client.reset();
  CHECK(drained.wait_for(std::chrono::seconds(3)) == std::future_status::ready);
}

TEST_CASE("a WebSocket over TLS") {
  const auto folder = std::filesystem::temp_directory_path() / ("aproape_wss_" + std::to_string(::getpid()));
  const auto files = testing::make_certificate(folder, "centru.example.org");
  Running running(20 * kSecond, &files);
  Client socket(running.address);
  testing::TlsClient client(socket);
  REQUIRE(client.connected());
  client.send(kHandshake);
  CHECK(client.until("\r\n\r\n").starts_with("HTTP/1.1 101"));
  client.send(frame(0x81, "salut"));
  CHECK(client.until("salut") == "\x81\x05salut");
  std::filesystem::remove_all(folder);
}
