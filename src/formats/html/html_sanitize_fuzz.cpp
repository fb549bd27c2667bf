#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/html/sanitize.hpp"
#include "text/fold.hpp"

// Whatever comes in, the result is valid UTF-8, holds no start of an active thing, and a second pass finds
// nothing more to take away.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto once = aproape::html::sanitize({reinterpret_cast<const char*>(data), size});
  if (!aproape::text::is_valid_utf8(once.html)) std::abort();
  for (const std::string_view bad : {"<script", "<iframe", "<svg", "<style", "href=\"javascript:"}) {
    if (once.html.find(bad) != std::string::npos) std::abort();
  }
  const auto twice = aproape::html::sanitize(once.html);
  if (!once.truncated && (twice.script_removed || twice.html != once.html)) std::abort();
  return 0;
}
