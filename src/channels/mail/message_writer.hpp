#pragma once

#include <string>

#include "channels/mail/services.hpp"

namespace aproape::mail {

// Writes the bytes of an outgoing message: reply address with the case's token (T1), threading fields, our
// loop mark, attachments. The same message gives the same Message-ID at every attempt. Thread-safe.
class MessageWriter {
 public:
  MessageWriter(const Services& services, const Recipients& recipients)
      : services_(services), recipients_(recipients) {}

  // Throws Error where an attachment cannot be read: never sends a message without one of its parts.
  [[nodiscard]] std::string write(const messages::Message& message) const;
  // The envelope's sender: a bounce address of this message (VERP); empty for what a machine wrote (A3).
  [[nodiscard]] std::string return_path(const messages::Message& message) const;

 private:
  [[nodiscard]] std::string own_address(const std::string& extension) const;

  const Services& services_;
  const Recipients& recipients_;
};

}  // namespace aproape::mail
