#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "sim/log.hpp"
#include "sim/mail/letter.hpp"
#include "sim/mail/smtp_client.hpp"

namespace sim {

// How much citizens write, and where to.
struct Correspondence {
  std::string to;  // SMTP door, "127.0.0.1:2525"
  std::string centre = "contact@informatiiconsulare.ro";
  double rate = 0;   // mails a second; 0: as fast as the server takes them
  long count = 100;  // -1: until told to stop
  int connections = 4;
  unsigned long seed = 1;
  std::size_t size = 0;
};

// Delivers one letter as a mail server does: what was not acknowledged is sent again, the same bytes, for up
// to a minute. Gives the last reply code; 0 where nobody took it. `client` is made anew where it is lost.
int deliver(std::unique_ptr<SmtpClient>& client, const std::string& to, const std::string& centre,
            const Letter& letter, const std::atomic<bool>& stop);
// An acknowledged letter, for the log; `began`: before it was first offered.
void write_down(Log& log, const Letter& letter, const std::string& began);

// The citizens' letters of all connections, in one order; each drawn at its own moment.
class Post {
 public:
  Post(const Correspondence& plan, Log& log, const std::atomic<bool>& stop);
  // Sends everything; returns when it is done or stopped.
  void run();
  [[nodiscard]] long sent() const { return sent_; }
  [[nodiscard]] long refused() const { return refused_; }
  [[nodiscard]] double seconds() const;

 private:
  // The next letter once its time has come; false where there is no more.
  bool draw(Letter& letter);
  void carry();

  const Correspondence plan_;
  Log& log_;
  const std::atomic<bool>& stop_;
  Writer writer_;
  std::mutex guard_;
  long drawn_ = 0;
  std::atomic<long> sent_{0};
  std::atomic<long> refused_{0};
  std::chrono::steady_clock::time_point began_;
};

}  // namespace sim
