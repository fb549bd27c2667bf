#include <cstddef>
#include <cstdint>

#include "formats/mime/delivery_report.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(aproape::mime::read_delivery_status({reinterpret_cast<const char*>(data), size}));
  return 0;
}
