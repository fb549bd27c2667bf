#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/mime/flags.hpp"

namespace aproape::mime {

// Makes the line ends of a message all of one kind. A message that has one kind already is left as it is
// (nullopt: no copy of a large mail, and the bytes of unencoded attachments stay the sender's). Bare CR alone
// becomes LF, a mixture becomes what most lines have. Flags: "bare_cr", "mixed_line_ends".
[[nodiscard]] std::optional<std::string> repair_line_ends(std::string_view message, Flags& flags);

}  // namespace aproape::mime
