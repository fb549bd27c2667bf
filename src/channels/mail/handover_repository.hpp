#pragma once

#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "db/database.hpp"

namespace aproape::mail {

// The SQL of mail_handed_over: to whom of a message's recipients the relay took it already. Stateless.
class HandoverRepository {
 public:
  // `recipient`: sha256 of the address.
  [[nodiscard]] bool done(db::Tx& tx, MessageId message, const std::string& recipient) const;
  void note(db::Tx& tx, MessageId message, const std::string& recipient, Millis now) const;
};

}  // namespace aproape::mail
