#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace aproape::app {

// Where the listeners of the roles app and voice really are; empty = off or not built yet.
struct Addresses {
  std::string http;  // "127.0.0.1:41001"
  std::string files;
  std::string smtp;
  std::string lmtp;
  std::string sip;   // of voice
  bool tls = false;  // http and files speak TLS

  [[nodiscard]] std::string to_line() const;  // one line of JSON, for the pipe from app to supervisor
  static Addresses from_line(const std::string& line);
};

// The file that tells others that the program is ready (DESIGN 6): removed at start, renamed into place when
// all enabled listeners accept.
class ReadyFile {
 public:
  explicit ReadyFile(std::string path);  // empty: does nothing
  void remove() const;
  // The processes of the roles; 0: none.
  struct Pids {
    pid_t supervisor = 0;
    pid_t app = 0;
    pid_t decode = 0;
    pid_t voice = 0;
  };
  void write(const Addresses& addresses, const Pids& pids) const;

 private:
  std::string path_;
};

}  // namespace aproape::app
