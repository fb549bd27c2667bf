#pragma once

#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"
#include "db/database.hpp"

// The rows of sms_handed_over and sms_received.
namespace aproape::sms::repository {

[[nodiscard]] bool handed_over(db::Tx& tx, MessageId message);
void note_handed_over(db::Tx& tx, MessageId message, std::string_view number, Millis now);
// How many were handed over for a number after `since`.
[[nodiscard]] int handed_over_since(db::Tx& tx, std::string_view number, Millis since);

// False where the gateway told of it before.
bool take(db::Tx& tx, std::string_view gateway_ref, IntakeId intake, std::string_view sender, Millis now);
void set_contact(db::Tx& tx, std::string_view gateway_ref, ContactId contact);
[[nodiscard]] bool known(db::Tx& tx, std::string_view gateway_ref);
// How many came from a sender after `since`.
[[nodiscard]] int received_since(db::Tx& tx, std::string_view sender, Millis since);

}  // namespace aproape::sms::repository
