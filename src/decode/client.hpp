#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "protocol/decoded_mail.hpp"

namespace aproape::decode {

// A decoded message with the bytes of its attachments: attachment i is payload.substr(offset, size).
struct MailResult {
  protocol::DecodedMail mail;
  std::string payload;
};

// Asks the decode role (a sandboxed zygote that forks for each item) to read what a stranger sent.
// Thread-safe; several items are read at once.
class Client {
 public:
  // Talks to the role that listens on `socket`.
  explicit Client(std::filesystem::path socket);
  ~Client();

  // Reads a message from a descriptor (the caller keeps it). Throws Error{invalid, "decode.crashed" |
  // "decode.limit"} where the reader died or met a limit (the caller keeps the raw mail and shows it in
  // quarantine), and Error{unavailable, "decode.down"} where the role cannot be reached (try again).
  [[nodiscard]] MailResult mail(int descriptor, Millis limit = 30 * kSecond);

 private:
  std::filesystem::path socket_;
};

// Starts a decode role of this binary for the life of the object, for the command line tools.
class LocalRole {
 public:
  LocalRole();
  ~LocalRole();
  [[nodiscard]] const std::filesystem::path& socket() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The role itself: serves `socket` until SIGTERM or the parent's death; a reader that takes longer than
// `wall` is ended. Returns the exit code.
int run_role(const std::filesystem::path& socket, Millis wall = 30 * kSecond);

}  // namespace aproape::decode
