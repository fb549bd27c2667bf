#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aproape::mime {

// The "From:" value of the message that a text quotes as forwarded ("---------- Forwarded message",
// "-----Mesaj original-----", "Begin forwarded message", …; Romanian, English, Italian, Spanish, German,
// French), as written. Found only after such a mark, which must begin a line; so it is a hint, never a proof
// (guides/mail.md T4).
[[nodiscard]] std::optional<std::string> forwarded_sender(std::string_view text);

}  // namespace aproape::mime
