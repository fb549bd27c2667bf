#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "voice/media/source_lock.hpp"

namespace aproape::voice {

// A UDP socket for the sound of one leg, never blocking, marked as expedited traffic (DSCP EF). IPv4.
class RtpSocket {
 public:
  RtpSocket() = default;
  explicit RtpSocket(int fd, std::uint16_t port) : fd_(fd), port_(port) {}
  ~RtpSocket();
  RtpSocket(RtpSocket&& other) noexcept;
  RtpSocket& operator=(RtpSocket&& other) noexcept;

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
  std::uint16_t port_ = 0;
};

// Hands out the even ports of a range in turn, stepping over those that somebody else holds. Not thread-safe.
class PortPool {
 public:
  // "20000-29999". Throws Error{invalid, "config.rtp_ports"}.
  PortPool(std::string_view range, std::uint32_t address);
  // nullopt where every port is taken.
  std::optional<RtpSocket> open();

 private:
  std::uint16_t first_;
  std::uint16_t last_;
  std::uint32_t next_;
  std::uint32_t address_;
};

// "127.0.0.1" as a number in the order of this machine; nullopt for anything but IPv4.
[[nodiscard]] std::optional<std::uint32_t> read_ipv4(const std::string& text);
[[nodiscard]] std::string write_ipv4(std::uint32_t address);

}  // namespace aproape::voice
