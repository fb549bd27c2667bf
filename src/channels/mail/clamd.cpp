#include "channels/mail/clamd.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "base/error.hpp"
#include "net/address.hpp"

namespace aproape::mail {
namespace {

constexpr std::size_t kChunk = 64U * 1024U;
constexpr std::string_view kUnix = "unix:";

[[noreturn]] void down() {
  throw Error(ErrorKind::unavailable, "clamd.down");
}

struct Socket {
  int descriptor;
  explicit Socket(int d) : descriptor(d) {
    if (d < 0) down();
    const timeval limit{60, 0};  // clamd may take long over a large archive
    ::setsockopt(d, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(d, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  }
  ~Socket() { ::close(descriptor); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void connect(const void* address, std::size_t size) const {
    if (::connect(descriptor, static_cast<const sockaddr*>(address), static_cast<socklen_t>(size)) != 0)
      down();
  }
  // False where clamd closed: it says why before (a size limit).
  [[nodiscard]] bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  [[nodiscard]] std::string receive_all() const {
    std::string answer;
    std::array<char, 512> piece{};
    while (answer.size() < 4096) {
      const auto got = ::recv(descriptor, piece.data(), piece.size(), 0);
      if (got <= 0) break;
      answer.append(piece.data(), static_cast<std::size_t>(got));
      if (answer.find('\0') != std::string::npos) break;
    }
    return answer;
  }
};

std::unique_ptr<Socket> connect_to(const std::string& where) {
  if (where.starts_with(kUnix)) {
    auto socket = std::make_unique<Socket>(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    where.copy(address.sun_path, sizeof address.sun_path - 1, kUnix.size());
    socket->connect(&address, sizeof address);
    return socket;
  }
  const auto endpoint = net::parse_endpoint(where);
  if (endpoint->host.find(':') != std::string::npos) {
    auto socket = std::make_unique<Socket>(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(endpoint->port);
    ::inet_pton(AF_INET6, endpoint->host.c_str(), &address.sin6_addr);
    socket->connect(&address, sizeof address);
    return socket;
  }
  auto socket = std::make_unique<Socket>(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint->port);
  ::inet_pton(AF_INET, endpoint->host.c_str(), &address.sin_addr);
  socket->connect(&address, sizeof address);
  return socket;
}

std::string size_prefix(std::size_t size) {
  const auto length = static_cast<std::uint32_t>(size);
  return {static_cast<char>(length >> 24U), static_cast<char>((length >> 16U) & 255U),
          static_cast<char>((length >> 8U) & 255U), static_cast<char>(length & 255U)};
}

}  // namespace

Clamd::Clamd(const std::string& where) : where_(where) {
  if (where.empty()) return;
  const bool path = where.starts_with(kUnix) && where.size() > kUnix.size() && where.size() < 100;
  if (!path && !net::parse_endpoint(where)) {
    throw Error(ErrorKind::invalid, "config.clamd", "mail.clamd must be unix:/path or ADDRESS:PORT");
  }
}

Clamd::Verdict Clamd::scan(std::string_view bytes) const {
  const auto socket = connect_to(where_);
  bool open = socket->send(std::string_view("zINSTREAM\0", 10));
  while (open && !bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kChunk);
    open = socket->send(size_prefix(piece.size())) && socket->send(piece);
    bytes.remove_prefix(piece.size());
  }
  if (open) static_cast<void>(socket->send(size_prefix(0)));
  const std::string answer = socket->receive_all();
  if (answer.find("size limit exceeded") != std::string::npos) return Verdict::too_large;
  if (answer.find(" FOUND") != std::string::npos) return Verdict::infected;
  if (answer.find(": OK") != std::string::npos) return Verdict::clean;
  down();
}

}  // namespace aproape::mail
