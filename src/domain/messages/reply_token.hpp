#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"

namespace aproape::messages {

// The token of a reply address: the case's id and 96 bits of HMAC-SHA256 over it, lower-case hex, so that it
// survives mail systems that change capitals. Only the holder of the key can make one. Pure, given the key.
[[nodiscard]] std::string make_reply_token(std::string_view key, CaseId id);
// nullopt for anything that this key did not sign; compares in constant time.
[[nodiscard]] std::optional<CaseId> read_reply_token(std::string_view key, std::string_view token);

}  // namespace aproape::messages
