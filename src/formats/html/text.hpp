#pragma once

#include <string>
#include <string_view>

namespace aproape::html {

// The readable text of an HTML document.
struct Text {
  std::string text;  // UTF-8, LF line ends, no line with trailing blanks, at most one empty line in a row
  bool hidden_text = false;  // text that a reader would not see (display:none, size 0, …) was left out
  bool truncated = false;    // the output met `limit`
};

// Turns HTML (UTF-8; invalid bytes become U+FFFD) into text by the rules of an e-mail reader: blocks break
// lines, cells are parted by a tab, `li` gets "- ", `blockquote` prefixes "> ", a link whose address differs
// from its text gets the address in brackets. Linear time and memory, any nesting. `limit` is in bytes. Never
// throws.
[[nodiscard]] Text to_text(std::string_view html, std::size_t limit = 16U << 20U);

}  // namespace aproape::html
