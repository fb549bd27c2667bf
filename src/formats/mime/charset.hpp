#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/flags.hpp"

namespace aproape::mime {

// Guesses the charset of bytes; an empty answer where it does not know. The decode room gives uchardet.
using Detector = std::function<std::string(std::string_view)>;

[[nodiscard]] bool valid_utf8(std::string_view bytes);
// Invalid bytes become U+FFFD.
[[nodiscard]] std::string scrub_utf8(std::string_view bytes);

// The name that iconv knows for what a mail calls its charset ("x-unknown" gives an empty name).
[[nodiscard]] std::string charset_alias(std::string_view declared);

// Converts to UTF-8; nullopt where iconv does not know the charset or meets a byte that it does not have.
[[nodiscard]] std::optional<std::string> convert(std::string_view bytes, const std::string& charset);

// Text of a stranger as UTF-8, whatever its label says (guides/mail.md 2.3): valid UTF-8 wins over a wrong
// label, then the label, then the detector, then windows-1250, the Romanian default. Never throws, never
// fails. Flags: "charset_missing", "charset_wrong", "charset_unknown".
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view declared, const Detector& detect,
                                  Flags& flags);

// Charsets that mail uses, by iconv's names. The decode role opens them before it locks itself in, because
// iconv reads a file for each at first use.
[[nodiscard]] const std::vector<std::string>& mail_charsets();

}  // namespace aproape::mime
