#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "http/multipart.hpp"

// The first byte is the size of the pieces; the rest is the body. Memory and limits are what is looked at.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aproape::http;
  if (size < 1) return 0;
  const std::size_t step = data[0] + std::size_t{1};
  const std::string_view body(reinterpret_cast<const char*>(data + 1), size - 1);
  static_cast<void>(multipart_boundary(body));
  try {
    Multipart reader("xx", {.parts = 5, .head_bytes = 200, .part_bytes = 1000},
                     {[](const MultipartHead&) {}, [](std::string_view) {}, [] {}});
    for (std::size_t at = 0; at < body.size(); at += step) reader.feed(body.substr(at, step));
    reader.finish();
  } catch (const aproape::Error&) {
    // Refused, as it should be.
  }
  return 0;
}
