#pragma once

#include <string>
#include <vector>

#include "formats/mime/structure.hpp"
#include "formats/mime/uu_blocks.hpp"

namespace aproape::decode {

// What a reader shows of a message: one text, one page, and the parts that are files.
struct Bodies {
  std::string text;  // UTF-8, LF
  std::string html;  // sanitised; empty where the mail has none
  std::vector<const mime::Part*> files;
  std::vector<mime::UuFile> embedded;  // uuencoded in a text, from which they were taken
};

// Chooses among the parts as a good mail client does: of alternatives the plain one for the text and the
// richest for the page, all other inline texts joined; whatever has a name, is declared an attachment or is
// no text is a file. Flags: "encrypted", "signed", "calendar", "text_truncated", those of charsets and of
// formats/html.
[[nodiscard]] Bodies read_bodies(const mime::Part& root, const mime::MailLimits& limits, mime::Flags& flags);

// The file name that the part gives (decoded, not yet cleaned), or an empty text.
[[nodiscard]] std::string given_name(const mime::Part& part);

}  // namespace aproape::decode
