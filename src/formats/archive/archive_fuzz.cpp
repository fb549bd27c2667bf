#include <cstddef>
#include <cstdint>

#include "formats/archive/inspect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(aproape::archive::inspect({reinterpret_cast<const char*>(data), size}, "a.zip"));
  return 0;
}
