#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace aproape::net::testing {

// A blocking TCP client for tests: sends exactly the bytes that it is given. Reads end after five seconds.
class Client {
 public:
  explicit Client(const std::string& address, int receive_buffer = 0) {
    const auto colon = address.rfind(':');
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &where.sin_addr);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&where), sizeof(where)) != 0) {
      ::close(fd_);
      throw std::runtime_error("cannot connect to " + address);
    }
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;  // the server may close before it has read all
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void end_sending() const { ::shutdown(fd_, SHUT_WR); }

  // Reads until `wanted` is in what came (and keeps the rest for the next call), the end, or five seconds of
  // silence.
  std::string until(std::string_view wanted) {
    std::size_t at = 0;
    while ((at = seen_.find(wanted)) == std::string::npos) {
      if (!fill()) return std::exchange(seen_, {});
    }
    auto out = seen_.substr(0, at + wanted.size());
    seen_.erase(0, out.size());
    return out;
  }
  std::string exactly(std::size_t size) {
    while (seen_.size() < size && fill()) {
    }
    auto out = seen_.substr(0, size);
    seen_.erase(0, out.size());
    return out;
  }
  std::string all() {
    while (fill()) {
    }
    return std::exchange(seen_, {});
  }
  // Whether the other side has closed (within five seconds).
  bool closed() {
    while (fill()) {
    }
    return ended_;
  }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  bool fill() {
    pollfd waiting{fd_, POLLIN, 0};
    if (ended_ || ::poll(&waiting, 1, 5000) <= 0) return false;
    char piece[16384];
    const auto count = ::recv(fd_, piece, sizeof(piece), 0);
    ended_ = count <= 0;
    if (count > 0) seen_.append(piece, static_cast<std::size_t>(count));
    return count > 0;
  }

  int fd_ = -1;
  bool ended_ = false;
  std::string seen_;
};

}  // namespace aproape::net::testing
