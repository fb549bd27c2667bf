#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace aproape::mail {

// A blocking connection to an IMAP server, plain or TLS. One thread. Every wait ends early once `stopped`
// says so.
class ImapTransport {
 public:
  using Stopped = std::function<bool()>;
  // Connects within 20 s; `tls`: handshake at once. Throws Error{unavailable, "imap.connect" | "imap.tls"}.
  ImapTransport(const std::string& host, int port, bool tls, Stopped stopped);
  ~ImapTransport();
  ImapTransport(const ImapTransport&) = delete;
  ImapTransport& operator=(const ImapTransport&) = delete;

  // STARTTLS was granted: the handshake, with the server's certificate checked against its name.
  void start_tls();
  // Throws Error{unavailable, "imap.lost"}.
  void send(std::string_view bytes);
  // What came, at least one byte; empty where nothing came for `limit` milliseconds or a stop was asked for.
  // Throws Error{unavailable, "imap.lost"} at the end of the connection.
  [[nodiscard]] std::string receive(Millis limit);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::mail
