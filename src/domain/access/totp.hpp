#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace aproape::access {

// Time-based one-time passwords of RFC 6238: SHA-1, 6 digits, steps of 30 seconds, as all authenticator apps
// do.

// The code of `secret` (raw bytes) at a step (seconds since 1970 divided by 30).
[[nodiscard]] std::string totp_code(std::string_view secret, std::int64_t step, unsigned digits = 6);

// The step whose code this is, among the present one and its two neighbours, if it is later than `last_used`
// (a code counts once); nullopt otherwise. Compares in constant time.
[[nodiscard]] std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Millis at,
                                                    std::int64_t last_used);

// RFC 4648 base32 without padding, as authenticator apps take it.
[[nodiscard]] std::string base32(std::string_view bytes);

}  // namespace aproape::access
