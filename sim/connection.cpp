#include "sim/connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

namespace sim {

Connection::Connection(std::string_view address) {
  const auto colon = address.rfind(':');
  if (colon == std::string_view::npos) throw std::runtime_error("address without a port");
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(std::string(address.substr(colon + 1)))));
  if (inet_pton(AF_INET, std::string(address.substr(0, colon)).c_str(), &to.sin_addr) != 1 ||
      (ntohl(to.sin_addr.s_addr) >> 24) != 127) {
    throw std::runtime_error("the simulator talks to loopback (127.0.0.0/8) only");
  }
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect to " + std::string(address));
  }
}

Connection::~Connection() {
  ::close(socket_);
}

void Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("connection lost");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Connection::receive(std::string& into) {
  char bytes[16384];
  const ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
  if (got <= 0) throw std::runtime_error("connection lost");
  into.append(bytes, static_cast<std::size_t>(got));
}

bool Connection::closed() const {
  char byte = 0;
  return recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

}  // namespace sim
