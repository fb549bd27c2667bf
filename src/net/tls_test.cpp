#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
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
using testing::TlsClient;

namespace {

// STARTTLS as in SMTP; tells of everything that it was given after the handshake.
class StartTlsSession final : public StreamSession {
 public:
  StreamStep opened() override { return {"220 hello\r\n"}; }
  StreamStep received(std::string_view bytes) override {
    if (secure_) return {"250 " + std::string(bytes)};
    StreamStep step{"220 go\r\n"};
    step.start_tls = bytes.starts_with("STARTTLS\r\n");
    return step;
  }
  StreamStep tls_started() override {
    secure_ = true;
    return {};
  }
  StreamStep timed_out() override { return {}; }
  StreamStep shutting_down() override { return {}; }
  void closed() noexcept override {}

 private:
  bool secure_ = false;
};

struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / ("aproape_tls_" + std::to_string(::getpid()))) {}
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

ServerOptions small() {
  ServerOptions options;
  options.workers = 2;
  options.stream_workers = 1;
  return options;
}

}  // namespace

TEST_CASE("TLS 1.2 and 1.3 with AEAD suites are spoken, older versions and CBC are not") {
  const Folder folder;
  const auto files = testing::make_certificate(folder.path, "centru.example.org");
  Server server(small());
  const auto address =
      server.listen_http("127.0.0.1:0", std::make_shared<testing::EchoHandler>(), false, &files);
  server.start();
  for (const auto& [version, name] : {std::pair{TLS1_3_VERSION, "TLSv1.3"}, {TLS1_2_VERSION, "TLSv1.2"}}) {
    Client socket(address);
    TlsClient client(socket, version);
    REQUIRE(client.connected());
    CHECK(client.version() == name);
    client.send("GET /s HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.until("/s 127.0.0.1 tls ").ends_with("tls "));
  }
  Client old_socket(address);
  CHECK_FALSE(TlsClient(old_socket, TLS1_1_VERSION).connected());
  Client cbc_socket(address);
  CHECK_FALSE(TlsClient(cbc_socket, TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA256").connected());
}

TEST_CASE("a new certificate is used after reload, and a broken one changes nothing") {
  const Folder folder;
  const auto files = testing::make_certificate(folder.path, "old.example.org");
  Server server(small());
  const auto address =
      server.listen_http("127.0.0.1:0", std::make_shared<testing::EchoHandler>(), false, &files);
  server.start();
  const auto name = [&] {
    Client socket(address);
    return TlsClient(socket).name();
  };
  CHECK(name() == "old.example.org");
  testing::make_certificate(folder.path, "new.example.org");
  server.reload_tls();
  CHECK(name() == "new.example.org");
  std::filesystem::resize_file(files.certificate, 10);
  CHECK_THROWS(server.reload_tls());
  CHECK(name() == "new.example.org");
}

TEST_CASE("STARTTLS: what was sent in plain text behind the command never reaches the session") {
  const Folder folder;
  const auto files = testing::make_certificate(folder.path, "mail.example.org");
  Server server(small());
  const auto address = server.listen_stream(
      "127.0.0.1:0",
      [](const StreamPeer& peer) {
        CHECK(peer.offers_tls);
        return std::make_unique<StartTlsSession>();
      },
      &files);
  server.start();
  Client socket(address);
  socket.until("hello\r\n");
  socket.send("STARTTLS\r\nINJECTED\r\n");
  CHECK(socket.until("go\r\n") == "220 go\r\n");
  TlsClient client(socket);
  REQUIRE(client.connected());
  client.send("NOOP\r\n");
  CHECK(client.until("\r\n") == "250 NOOP\r\n");
}
