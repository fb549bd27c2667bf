#pragma once

#include <string>
#include <string_view>

#include "sim/connection.hpp"

namespace sim {

// One SMTP connection, blocking. Errors are exceptions of std::runtime_error with the server's words.
class SmtpClient {
 public:
  // "127.0.0.1:2525"; loopback only.
  explicit SmtpClient(std::string_view address);

  // Delivers one message; returns the reply code after the data (250 = taken). A 4xx or 5xx before the data
  // is returned as well.
  int deliver(std::string_view sender, std::string_view recipient, std::string_view raw);

 private:
  int command(std::string_view line);
  int reply();

  Connection connection_;
  std::string buffer_;
};

}  // namespace sim
