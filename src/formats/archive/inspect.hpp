#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::archive {

// Warnings about a file of a stranger, from its bytes and its name (guides/mail.md C3; security.md row 40):
//   "executable"         runs on opening (by content or extension)
//   "macro"              an Office file with macros
//   "active"             a document with script: HTML, SVG, …
//   "archive_bomb"       expands over 100 times or to more than 500 MB, over 10,000 entries, or entries
//   overlap "archive_encrypted"  holds entries that no scanner can read "archive_deep"       archives within
//   archives, over 5 levels "archive_path"       an entry's name leaves the folder, or is a link
//   "archive_damaged"    begins as an archive and cannot be read
// Reads directories and unpacks nested archives in memory within 64 MB of work; never writes. Never throws on
// content.
[[nodiscard]] std::vector<std::string> inspect(std::string_view bytes, std::string_view name);

}  // namespace aproape::archive
