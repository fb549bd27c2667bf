#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/html/text.hpp"
#include "text/fold.hpp"

// Whatever comes in, the text is valid UTF-8 and bounded.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto result = aproape::html::to_text({reinterpret_cast<const char*>(data), size});
  if (!aproape::text::is_valid_utf8(result.text)) std::abort();
  return 0;
}
