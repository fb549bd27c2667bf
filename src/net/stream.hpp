#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace aproape::net {

// What a line protocol (SMTP, LMTP) wants done after it has taken in some bytes.
struct StreamStep {
  std::string send;  // written first
  // Then the TLS handshake. What the session was given beyond the command that asked for it, it must forget
  // itself; what still lies in the socket is thrown away here (STARTTLS injection).
  bool start_tls = false;
  bool close = false;  // then the connection ends
};

// One connection of a line protocol: plain synchronous code, called by one worker thread at a time; may block
// (a database commit). Knows nothing of sockets.
class StreamSession {
 public:
  virtual ~StreamSession() = default;
  virtual StreamStep opened() = 0;
  virtual StreamStep received(std::string_view bytes) = 0;
  virtual StreamStep tls_started() = 0;
  virtual StreamStep timed_out() = 0;  // nothing came for the idle limit, or the total limit is over
  virtual StreamStep
  shutting_down() = 0;  // the server drains: say goodbye (421) unless in the middle of a message
  virtual void closed() noexcept = 0;
};

struct StreamPeer {
  std::string address;  // without port
  bool tls = false;
  bool offers_tls = false;  // the listener has a certificate: start_tls may be asked for
};

using StreamSessionFactory = std::function<std::unique_ptr<StreamSession>(const StreamPeer&)>;

}  // namespace aproape::net
