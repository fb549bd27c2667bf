#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/limits.hpp"

namespace aproape::decode {

// What the files inside a nested message would be warned of (formats/archive/inspect.hpp), each name once.
// Messages within messages are followed five levels deep; deeper ones give "archive_deep".
[[nodiscard]] std::vector<std::string> inspect_message(std::string_view message,
                                                       const mime::MailLimits& limits);

}  // namespace aproape::decode
