#include "voice/media/rtp_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstring>
#include <utility>

#include "base/error.hpp"

namespace aproape::voice {
namespace {

constexpr int kExpedited = 0xB8;  // DSCP 46 (RFC 3246)

std::optional<std::uint16_t> read_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace

RtpSocket::~RtpSocket() {
  if (fd_ >= 0) ::close(fd_);
}

RtpSocket::RtpSocket(RtpSocket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), port_(std::exchange(other.port_, std::uint16_t{0})) {}

RtpSocket& RtpSocket::operator=(RtpSocket&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(port_, other.port_);
  return *this;
}

PortPool::PortPool(std::string_view range, std::uint32_t address) : address_(address) {
  const auto dash = range.find('-');
  const auto first = read_port(range.substr(0, dash));
  const auto last = dash == std::string_view::npos ? std::nullopt : read_port(range.substr(dash + 1));
  if (!first || !last || *first < 1024 || *last < *first + 2)
    throw Error(ErrorKind::invalid, "config.rtp_ports", std::string(range));
  first_ = static_cast<std::uint16_t>(*first + (*first & 1U));
  last_ = *last;
  // Programs that share a range begin at different places.
  next_ = first_ + static_cast<std::uint32_t>(::getpid()) * 64U % ((last_ - first_ + 1U) & ~1U);
}

std::optional<RtpSocket> PortPool::open() {
  const std::uint32_t count = (last_ - first_ + 1U) / 2;
  for (std::uint32_t tried = 0; tried <= count; ++tried) {
    const auto port = static_cast<std::uint16_t>(next_);
    next_ = next_ + 2 > last_ ? first_ : next_ + 2;
    RtpSocket made(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), port);
    if (!made) return std::nullopt;
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(address_);
    at.sin_port = htons(port);
    sockaddr plain{};
    static_assert(sizeof plain == sizeof at);
    std::memcpy(&plain, &at, sizeof at);
    if (::bind(made.fd(), &plain, sizeof plain) != 0) continue;
    const int on = 1;
    ::setsockopt(made.fd(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);  // arrival times, for the jitter
    ::setsockopt(made.fd(), IPPROTO_IP, IP_TOS, &kExpedited, sizeof kExpedited);
    return made;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> read_ipv4(const std::string& text) {
  in_addr address{};
  if (::inet_pton(AF_INET, text.c_str(), &address) != 1) return std::nullopt;
  return ntohl(address.s_addr);
}

std::string write_ipv4(std::uint32_t address) {
  in_addr raw{};
  raw.s_addr = htonl(address);
  char text[INET_ADDRSTRLEN] = "";
  ::inet_ntop(AF_INET, &raw, text, sizeof text);
  return text;
}

}  // namespace aproape::voice
