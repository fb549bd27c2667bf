#include <cstddef>
#include <cstdint>

#include "formats/mime/charset.hpp"
#include "formats/rtf/lzfu.hpp"
#include "formats/rtf/text.hpp"

// The first byte says whether the rest is packed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::size_t limit = 1U << 16U;
  const std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};
  const auto opened =
      data[0] % 2 == 0 ? std::optional(std::string(input)) : aproape::rtf::decompress(input, limit);
  if (!opened) return 0;
  if (data[0] % 2 != 0 && opened->size() > limit) __builtin_trap();
  const auto read = aproape::rtf::read_document(*opened, limit);
  if (read.text.size() > limit || !aproape::mime::valid_utf8(read.text)) __builtin_trap();
  return 0;
}
