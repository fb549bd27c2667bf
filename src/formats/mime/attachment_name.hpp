#pragma once

#include <string>
#include <string_view>

namespace aproape::mime {

// A stranger's file name (UTF-8), fit to show and to offer for download (guides/mail.md C2): no folder, no
// control character, no mark that turns text, no name that Windows reserves, at most 150 bytes with its
// extension kept. Empty where nothing is left. Files are never stored under it.
[[nodiscard]] std::string clean_attachment_name(std::string_view name);

// The usual extension of a media type with its dot, ".bin" where unknown.
[[nodiscard]] std::string_view extension_of(std::string_view type);

}  // namespace aproape::mime
