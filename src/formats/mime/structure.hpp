#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/headers.hpp"
#include "formats/mime/parameters.hpp"

namespace aproape::mime {

// One entity of a message (RFC 2045 2.4). Bodies are views of the message, still encoded: nothing is copied,
// so a 50 MB mail costs its own size once.
struct Part {
  Headers headers;
  ParameterField type;         // "text/plain" where the field is missing or unreadable
  ParameterField disposition;  // empty where missing
  std::string_view body;
  std::vector<Part> children;  // of a multipart

  [[nodiscard]] bool multipart() const { return type.value.starts_with("multipart/"); }
  [[nodiscard]] std::string_view encoding() const { return headers.first("content-transfer-encoding"); }
};

// Reads the tree of a message within the limits; nested messages are parts with a body, not descended into.
// Never throws on any input; a multipart whose boundary is missing or never used becomes text, or is read
// with the boundary that its body shows. Time is linear in size for each level, of at most limits.depth.
// Flags: "no_boundary", "unterminated", "depth_limit", "part_limit" and those of read_headers.
[[nodiscard]] Part read_structure(std::string_view message, const MailLimits& limits, const Detector& detect,
                                  Flags& flags);

}  // namespace aproape::mime
