#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "net/exchange.hpp"
#include "net/stream.hpp"

namespace aproape::net {

// Certificate chain and key, PEM files. TLS 1.2 and 1.3 with AEAD suites only; read again by reload_tls().
struct TlsFiles {
  std::string certificate;
  std::string key;
};

struct ServerOptions {
  int io_threads = 2;
  int workers = 16;         // threads that run handlers
  int queue = 512;          // waiting requests; beyond it 503 with Retry-After
  int stream_workers = 32;  // threads of their own for SMTP and LMTP: each may wait for a commit
  int connections = 4096;   // open at once, per listener
  std::size_t header_limit = 16 * 1024;
  Millis header_time = 10 * kSecond;
  Millis body_time = 60 * kSecond;  // for each MiB begun
  Millis idle_time = 60 * kSecond;
  Millis ping_time = 20 * kSecond;           // WebSocket
  Millis stream_idle = 5 * kMinute;          // SMTP, LMTP: no byte at all
  Millis stream_total = 10 * kMinute;        // SMTP, LMTP: between two finished commands or for one message
  std::vector<std::string> trusted_proxies;  // CIDR
};

// Owns all listeners, I/O threads and workers of a process. The only thing of src/net that others use; Asio
// and Beast stay inside.
class Server {
 public:
  explicit Server(ServerOptions options);
  ~Server();  // stops at once
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and listens, accepts after start(). Returns the address with the port in place of 0,
  // "127.0.0.1:41001". Throws Error{conflict, "net.listen"} where the address is taken or malformed.
  std::string listen_http(const std::string& address, std::shared_ptr<Handler> handler, bool files_origin,
                          const TlsFiles* tls);
  // `tls` may be null; then start_tls is never to be asked for.
  std::string listen_stream(const std::string& address, StreamSessionFactory factory, const TlsFiles* tls);

  // Reads the certificate files of all listeners again; connections that are open keep theirs. Thread-safe.
  // Throws Error{invalid, "net.tls"} and keeps the old ones where a file is wrong.
  void reload_tls();

  void start();
  // Stops accepting, lets running requests and messages end within `limit`, closes the rest. Idempotent.
  void drain(Millis limit);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::net
