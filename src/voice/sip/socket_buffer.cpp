#include "voice/sip/socket_buffer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

#include "base/log.hpp"

namespace aproape::voice {
namespace {

constexpr int kWanted = 4 << 20;  // bytes: some seconds of 1,000 calls a second
constexpr int kMostFiles = 1024;  // the socket was opened at the start: its number is small

bool is_ours(int fd, std::uint32_t address, std::uint16_t port) {
  int type = 0;
  socklen_t size = sizeof type;
  if (::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_DGRAM) return false;
  sockaddr plain{};
  size = sizeof plain;
  if (::getsockname(fd, &plain, &size) != 0 || plain.sa_family != AF_INET) return false;
  sockaddr_in at{};
  std::memcpy(&at, &plain, sizeof at);
  return ntohl(at.sin_addr.s_addr) == address && ntohs(at.sin_port) == port;
}

}  // namespace

void enlarge_buffer(std::uint32_t address, std::uint16_t port) {
  for (int fd = 0; fd < kMostFiles; ++fd) {
    if (!is_ours(fd, address, port)) continue;
    if (::setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &kWanted, sizeof kWanted) != 0)
      ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &kWanted, sizeof kWanted);
    int granted = 0;
    socklen_t size = sizeof granted;
    ::getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &granted, &size);
    log::info("voice.sip_buffer", {{"bytes", granted}});
    return;
  }
}

}  // namespace aproape::voice
