#pragma once

#include "decode/client.hpp"

namespace aproape::mail {

// Who reads a message for us. In production the sandboxed decode role; in tests anything. Thread-safe.
class MailReader {
 public:
  virtual ~MailReader() = default;
  // See decode::Client::mail.
  [[nodiscard]] virtual decode::MailResult read(int descriptor) = 0;
};

class SandboxReader final : public MailReader {
 public:
  explicit SandboxReader(decode::Client& client) : client_(client) {}
  [[nodiscard]] decode::MailResult read(int descriptor) override { return client_.mail(descriptor); }

 private:
  decode::Client& client_;
};

}  // namespace aproape::mail
