#include <cstddef>
#include <cstdint>

#include "formats/tnef/tnef.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(aproape::tnef::read({reinterpret_cast<const char*>(data), size}));
  return 0;
}
