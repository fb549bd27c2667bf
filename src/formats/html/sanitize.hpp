#pragma once

#include <string>
#include <string_view>

namespace aproape::html {

// HTML that is safe to show in a sandboxed frame, and what was found on the way.
struct Sanitized {
  std::string html;
  bool remote_content =
      false;  // something would have been fetched from outside (picture, background, style sheet)
  bool hidden_text = false;     // text that a reader does not see
  bool script_removed = false;  // script, event handler, javascript: address or another active thing
  bool truncated = false;       // the output met `limit` or the nesting cap of 200 levels
};

// Keeps an allow-list of elements, attributes, CSS properties and address schemes (http, https, mailto, tel,
// cid) and drops the rest; writes the result once, well-formed, so that no second reading by another engine
// can see anything else (guides/security.md 3.2). A remote picture loses `src` and keeps its address in
// `data-remote-src`; a viewer may show it through our proxy after a click. Links get target=_blank
// rel="noopener noreferrer". Linear time and memory, any nesting. Never throws.
[[nodiscard]] Sanitized sanitize(std::string_view html, std::size_t limit = 16U << 20U);

// The text with & < > " ' replaced, for a text or an attribute in double quotes.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace aproape::html
