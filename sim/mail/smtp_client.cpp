#include "sim/mail/smtp_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace sim {

SmtpClient::SmtpClient(std::string_view address) {
  const auto colon = address.rfind(':');
  if (colon == std::string_view::npos) throw std::runtime_error("address without a port");
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(std::string(address.substr(colon + 1)))));
  if (inet_pton(AF_INET, std::string(address.substr(0, colon)).c_str(), &to.sin_addr) != 1 ||
      (ntohl(to.sin_addr.s_addr) >> 24) != 127) {
    throw std::runtime_error("the simulator sends to loopback (127.0.0.0/8) only");
  }
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect to " + std::string(address));
  }
  if (reply() != 220 || command("EHLO sim.example.org\r\n") != 250) throw std::runtime_error("no greeting");
}

SmtpClient::~SmtpClient() {
  if (socket_ >= 0) ::close(socket_);
}

int SmtpClient::deliver(std::string_view sender, std::string_view recipient, std::string_view raw) {
  // MAIL, RCPT and DATA travel together (RFC 2920); their replies come in order.
  send("MAIL FROM:<" + std::string(sender) + "> BODY=8BITMIME\r\nRCPT TO:<" + std::string(recipient) +
       ">\r\nDATA\r\n");
  const int mail = reply();
  const int rcpt = reply();
  const int data = reply();
  if (data != 354) {
    command("RSET\r\n");
    return mail >= 400 ? mail : rcpt >= 400 ? rcpt : data;
  }
  std::string stuffed;
  stuffed.reserve(raw.size() + 16);
  bool line_start = true;
  for (const char c : raw) {
    if (line_start && c == '.') stuffed.push_back('.');
    stuffed.push_back(c);
    line_start = c == '\n';
  }
  if (!line_start) stuffed += "\r\n";
  stuffed += ".\r\n";
  send(stuffed);
  return reply();
}

int SmtpClient::command(std::string_view line) {
  send(line);
  return reply();
}

int SmtpClient::reply() {
  while (true) {
    const auto end = buffer_.find("\r\n");
    if (end != std::string::npos) {
      const std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 2);
      if (line.size() >= 4 && line[3] == '-') continue;
      return std::stoi(line.substr(0, 3));
    }
    char bytes[4096];
    const ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) throw std::runtime_error("connection lost");
    buffer_.append(bytes, static_cast<std::size_t>(got));
  }
}

void SmtpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("connection lost");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace sim
