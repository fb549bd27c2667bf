#include "channels/sms/repository.hpp"

namespace aproape::sms::repository {

bool handed_over(db::Tx& tx, MessageId message) {
  return tx.one("select at from sms_handed_over where message_id = $1", {message}).has_value();
}

void note_handed_over(db::Tx& tx, MessageId message, std::string_view number, Millis now) {
  tx.exec("insert into sms_handed_over (message_id, number, at) values ($1, $2, $3) on conflict do nothing",
          {message, number, now});
}

int handed_over_since(db::Tx& tx, std::string_view number, Millis since) {
  const auto row =
      tx.one("select count(*) from sms_handed_over where number = $1 and at > $2", {number, since});
  return static_cast<int>(row->i64(0));
}

bool take(db::Tx& tx, std::string_view gateway_ref, IntakeId intake, std::string_view sender, Millis now) {
  return tx.exec(
             "insert into sms_received (gateway_ref, intake_id, contact_id, sender, at) "
             "values ($1, $2, null, $3, $4) on conflict (gateway_ref) do nothing",
             {gateway_ref, intake, sender, now}) == 1;
}

void set_contact(db::Tx& tx, std::string_view gateway_ref, ContactId contact) {
  tx.exec("update sms_received set contact_id = $2 where gateway_ref = $1", {gateway_ref, contact});
}

bool known(db::Tx& tx, std::string_view gateway_ref) {
  return tx.one("select at from sms_received where gateway_ref = $1", {gateway_ref}).has_value();
}

int received_since(db::Tx& tx, std::string_view sender, Millis since) {
  const auto row = tx.one("select count(*) from sms_received where sender = $1 and at > $2", {sender, since});
  return static_cast<int>(row->i64(0));
}

}  // namespace aproape::sms::repository
