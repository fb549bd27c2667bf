#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::i18n {

// One entry of a .po file.
struct PoEntry {
  std::string key;                 // msgid
  bool plural = false;             // has msgid_plural
  std::vector<std::string> forms;  // msgstr, or msgstr[0], msgstr[1], …
  std::size_t line = 0;
};

// Reads a gettext .po file: comments, msgid, msgid_plural, msgstr, msgstr[n], strings over several lines with
// C escapes. The header entry (empty msgid) is left out. Throws Error{internal, "i18n.syntax"} naming file
// and line.
[[nodiscard]] std::vector<PoEntry> read_po(std::string_view name, std::string_view content);

}  // namespace aproape::i18n
