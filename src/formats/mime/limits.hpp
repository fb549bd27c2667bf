#pragma once

#include <cstddef>

namespace aproape::mime {

// What we read of one message; above it the raw mail stays stored and the result is marked
// (guides/mail.md 5.7, C1). Sizes in bytes.
struct MailLimits {
  std::size_t message = 50U << 20U;
  std::size_t depth = 100;
  std::size_t parts = 2000;
  std::size_t attachments = 200;
  std::size_t header_bytes = 1U << 20U;
  std::size_t header_lines = 10'000;
  std::size_t text = 4U << 20U;  // readable text kept beside the raw mail
};

}  // namespace aproape::mime
