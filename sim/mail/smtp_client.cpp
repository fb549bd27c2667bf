#include "sim/mail/smtp_client.hpp"

#include <stdexcept>

namespace sim {

SmtpClient::SmtpClient(std::string_view address) : connection_(address) {
  if (reply() != 220 || command("EHLO sim.example.org\r\n") != 250) throw std::runtime_error("no greeting");
}

int SmtpClient::deliver(std::string_view sender, std::string_view recipient, std::string_view raw) {
  // MAIL, RCPT and DATA travel together (RFC 2920); their replies come in order.
  connection_.send("MAIL FROM:<" + std::string(sender) + "> BODY=8BITMIME\r\nRCPT TO:<" +
                   std::string(recipient) + ">\r\nDATA\r\n");
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
  connection_.send(stuffed);
  return reply();
}

int SmtpClient::command(std::string_view line) {
  connection_.send(line);
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
    connection_.receive(buffer_);
  }
}

}  // namespace sim
