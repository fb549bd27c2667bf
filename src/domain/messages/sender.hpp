#pragma once

#include <string>
#include <string_view>

#include "domain/messages/model.hpp"

namespace aproape::messages {

// How an attempt to deliver ended.
struct Delivery {
  enum class Outcome { sent, try_later, failed };
  Outcome outcome = Outcome::try_later;
  std::string reason;  // "451 4.7.1 …" cut to 200 bytes, without addresses
};

// Woken (db::Tx::wake) where a message may leave.
inline constexpr std::string_view kOutboxTopic = "outbox";

// A channel's way out. Called from the outbox worker; may block; throws nothing but Error, which counts as
// try_later.
class Sender {
 public:
  virtual ~Sender() = default;
  [[nodiscard]] virtual std::string channel() const = 0;
  // False: messages stay "held" and are shown (no relay is set).
  [[nodiscard]] virtual bool ready() const = 0;
  // `message` with its parts; the bytes of attachments are read by the sender from storage::Blobs.
  virtual Delivery send(const Message& message) = 0;
};

}  // namespace aproape::messages
