#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/flags.hpp"
#include "formats/mime/limits.hpp"

namespace aproape::mime {

// One header field: the value as bytes, unfolded and trimmed, NULs removed.
struct HeaderField {
  std::string name;  // lower case
  std::string value;
};

// The header fields of a message or a part, in their order.
class Headers {
 public:
  // The first field of that name (lower case), or an empty text. The first wins where one stands twice: a
  // second Content-Type is how a filter is made to see another message than the reader.
  [[nodiscard]] std::string_view first(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] bool empty() const { return fields_.empty(); }
  [[nodiscard]] const std::vector<HeaderField>& fields() const { return fields_; }
  void add(HeaderField field) { fields_.push_back(std::move(field)); }

 private:
  std::vector<HeaderField> fields_;
};

struct HeaderBlock {
  Headers headers;
  std::size_t body = 0;  // where the body begins in the text that was read
};

// Reads header fields (RFC 5322 2.2) until the empty line, the end, or a line that cannot be a header.
// Forgives what mailers do: an mbox "From " line first, NULs, a stray line between fields. Above the limits
// only the fields that a reader needs are kept. Flags: "nul_in_header", "bad_header", "header_limit",
// "double_content_type".
[[nodiscard]] HeaderBlock read_headers(std::string_view text, const MailLimits& limits, Flags& flags);

// Whether the line begins as "Name:" does, with a name of RFC 5322 characters.
[[nodiscard]] bool looks_like_header(std::string_view line);

}  // namespace aproape::mime
