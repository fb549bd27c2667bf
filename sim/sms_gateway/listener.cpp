#include "sim/sms_gateway/listener.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>

namespace sim {
namespace {

constexpr int kPatienceMillis = 100;
constexpr std::size_t kLongestCall = 1024 * 1024;

// The length that the head declares; 0 where none.
std::size_t declared_length(const std::string& head) {
  constexpr const char* kName = "\r\ncontent-length:";
  for (std::size_t at = 0; at < head.size(); ++at)
    if (strncasecmp(head.c_str() + at, kName, 17) == 0)
      return static_cast<std::size_t>(std::atol(head.c_str() + at + 17));
  return 0;
}

// False where the caller broke off.
bool read_call(int socket, HttpCall& call) {
  std::string got;
  std::size_t body_at = std::string::npos;
  std::size_t wanted = 0;
  while (body_at == std::string::npos || got.size() < body_at + wanted) {
    char bytes[8192];
    const ssize_t count = recv(socket, bytes, sizeof bytes, 0);
    if (count <= 0 || got.size() > kLongestCall) return false;
    got.append(bytes, static_cast<std::size_t>(count));
    if (body_at != std::string::npos) continue;
    const auto end = got.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    body_at = end + 4;
    wanted = declared_length(got.substr(0, body_at));
  }
  const auto first = got.find(' ');
  const auto second = got.find(' ', first + 1);
  if (first == std::string::npos || second == std::string::npos) return false;
  call = {got.substr(0, first), got.substr(first + 1, second - first - 1), got.substr(body_at, wanted)};
  return true;
}

}  // namespace

HttpListener::HttpListener(int port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  at.sin_port = htons(static_cast<std::uint16_t>(port));
  socklen_t size = sizeof at;
  if (bind(socket_, reinterpret_cast<sockaddr*>(&at), size) != 0 || listen(socket_, 64) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot listen on port " + std::to_string(port));
  }
  port_ = ntohs(at.sin_port);
}

HttpListener::~HttpListener() {
  ::close(socket_);
}

void HttpListener::serve_one(const std::function<HttpReply(const HttpCall&)>& answer) const {
  pollfd wait{socket_, POLLIN, 0};
  if (poll(&wait, 1, kPatienceMillis) <= 0) return;
  const int caller = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
  if (caller < 0) return;
  const timeval patience{5, 0};
  setsockopt(caller, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  HttpCall call;
  if (read_call(caller, call)) {
    const HttpReply reply = answer(call);
    const std::string text = "HTTP/1.1 " + std::to_string(reply.status) +
                             " -\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: " +
                             std::to_string(reply.body.size()) + "\r\n\r\n" + reply.body;
    (void)send(caller, text.data(), text.size(), MSG_NOSIGNAL);
  }
  ::close(caller);
}

}  // namespace sim
