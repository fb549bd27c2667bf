#pragma once

#include <functional>
#include <string>

namespace sim {

struct HttpCall {
  std::string method;
  std::string target;
  std::string body;
};
struct HttpReply {
  int status = 200;
  std::string body;
};

// A small HTTP server on loopback, one call a connection, one at a time: what a gateway is asked comes
// slowly.
class HttpListener {
 public:
  // Port 0: one that the system chooses. Throws std::runtime_error where it is taken.
  explicit HttpListener(int port);
  ~HttpListener();
  HttpListener(const HttpListener&) = delete;
  HttpListener& operator=(const HttpListener&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // Waits for a call, at most 100 ms, and answers it. A caller that breaks off harms nobody.
  void serve_one(const std::function<HttpReply(const HttpCall&)>& answer) const;

 private:
  int socket_ = -1;
  int port_ = 0;
};

}  // namespace sim
