#include "channels/mail/handover_repository.hpp"

namespace aproape::mail {

bool HandoverRepository::done(db::Tx& tx, MessageId message, const std::string& recipient) const {
  return tx
      .one("select at from mail_handed_over where message_id = $1 and recipient = $2", {message, recipient})
      .has_value();
}

void HandoverRepository::note(db::Tx& tx, MessageId message, const std::string& recipient, Millis now) const {
  tx.exec(
      "insert into mail_handed_over (message_id, recipient, at) values ($1, $2, $3) on conflict do nothing",
      {message, recipient, now});
}

}  // namespace aproape::mail
