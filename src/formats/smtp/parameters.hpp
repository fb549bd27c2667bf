#pragma once

#include <cstdint>
#include <string_view>

#include "formats/smtp/delivery.hpp"

namespace aproape::smtp {

// Reads the parameters that follow the path of MAIL FROM ("SIZE=1000 BODY=8BITMIME SMTPUTF8") into `sender`.
// Returns 250, or the refusal: 501 malformed, 552 too large, 555 one that we did not offer (DSN's RET and
// ENVID among them).
[[nodiscard]] Reply read_mail_parameters(std::string_view text, bool extended, std::int64_t size_limit,
                                         Sender& sender);

// The same for RCPT TO, which takes none.
[[nodiscard]] Reply read_rcpt_parameters(std::string_view text);

// Lower-case comparison with ASCII letters.
[[nodiscard]] bool same_word(std::string_view text, std::string_view upper);

}  // namespace aproape::smtp
