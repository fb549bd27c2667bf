#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"

namespace aproape::sms {

// Names a message in the address to which its delivery is reported: its id and 128 bits of HMAC-SHA256 over
// it. Only the gateway that got the message knows it. Pure, given the key.
[[nodiscard]] std::string make_report_token(std::string_view key, MessageId message);
// nullopt for anything that this key did not sign; compares in constant time.
[[nodiscard]] std::optional<MessageId> read_report_token(std::string_view key, std::string_view token);

}  // namespace aproape::sms
