#pragma once

#include <string_view>

#include "decode/client.hpp"
#include "formats/mime/limits.hpp"

namespace aproape::decode {

// Reads a message of a stranger. Never throws on its content, only std::bad_alloc; runs in the sandboxed
// child (and in tests and fuzz targets). The result's texts are valid UTF-8.
[[nodiscard]] MailResult read_mail(std::string_view message, const mime::MailLimits& limits = {});

}  // namespace aproape::decode
